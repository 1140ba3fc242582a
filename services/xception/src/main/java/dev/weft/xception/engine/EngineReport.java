package dev.weft.xception.engine;

/**
 * What came of one engine on this machine, for {@code weft doctor} and the log.
 *
 * @param engine such as {@code onnx-cuda}
 * @param usable whether it can run here, as far as was looked
 * @param detail the version or variant that runs, or the reason why it does not
 */
public record EngineReport(String engine, boolean usable, String detail) {}
