package dev.weft.xception.engine;

/**
 * Output of a run of the network, and its duration.
 *
 * @param output without features if they were not requested: its rows of them are null
 * @param seconds without the wait for calls that run on the same cores
 */
public record MeasuredOutput(EngineOutput output, double seconds) {}
