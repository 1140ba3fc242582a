package dev.weft.xception.bench;

import java.util.List;
import java.util.Optional;

/**
 * Figures of several engines, measured in one run on one machine.
 *
 * @param engines the measured engines, in order
 * @param skipped engines that could not run, each with the reason
 */
public record EngineComparison(List<EngineFigures> engines, List<String> skipped) {
  public EngineComparison {
    engines = List.copyOf(engines);
    skipped = List.copyOf(skipped);
  }

  /** Returns an engine's figures. */
  public Optional<EngineFigures> named(String name) {
    return engines.stream().filter(engine -> engine.name().equals(name)).findFirst();
  }

  /**
   * Returns the throughput of the fastest engine relative to DL4J's zoo model; empty if the zoo
   * model did not run.
   */
  public Optional<Double> ratio() {
    return named(EngineBenchmark.ZOO)
        .map(
            zoo ->
                engines.stream().mapToDouble(EngineFigures::imagesPerSecond).max().orElseThrow()
                    / zoo.imagesPerSecond());
  }
}
