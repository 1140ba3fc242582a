package dev.weft.xception.engine;

/**
 * What runs where.
 *
 * @param name {@code onnx-cpu}, {@code onnx-cpu-int8}, {@code onnx-cuda}, {@code dl4j-cpu} or
 *     {@code dl4j-cuda}
 * @param version of the library that runs
 * @param device processor or GPU, for people
 * @param threads threads of one call; 0 where that means nothing
 */
public record EngineInfo(String name, String version, String device, int threads) {}
