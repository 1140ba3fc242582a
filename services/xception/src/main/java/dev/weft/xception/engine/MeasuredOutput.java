package dev.weft.xception.engine;

import java.util.function.Supplier;

/**
 * Output of a run of the network, and its duration.
 *
 * @param output without features if they were not requested: its rows of them are null
 * @param seconds without the wait for calls that run on the same cores
 */
public record MeasuredOutput(EngineOutput output, double seconds) {

  /** Runs the network and measures it. Called once the run no longer has to wait for others. */
  public static MeasuredOutput of(Supplier<EngineOutput> run) {
    long started = System.nanoTime();
    EngineOutput output = run.get();
    return new MeasuredOutput(output, (System.nanoTime() - started) / 1e9);
  }
}
