package dev.weft.xception.engine;

/**
 * Output of a run of the network.
 *
 * @param logits before softmax, row-major {@code [n][classes]}
 * @param features pooled, row-major {@code [n][2048]}
 */
@SuppressWarnings("ArrayRecordComponent")
public record EngineOutput(float[][] logits, float[][] features) {}
