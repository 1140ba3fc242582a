package dev.weft.xception.bench;

import java.util.List;
import java.util.Optional;

/**
 * Engines side by side, measured in one run on one machine.
 *
 * @param engines that ran, in the order of measuring
 * @param skipped those that could not, each with its reason
 */
public record EngineComparison(List<EngineFigures> engines, List<String> skipped) {
  public EngineComparison {
    engines = List.copyOf(engines);
    skipped = List.copyOf(skipped);
  }

  /** One engine's figures. */
  public Optional<EngineFigures> named(String name) {
    return engines.stream().filter(engine -> engine.name().equals(name)).findFirst();
  }

  /**
   * How many times as many images a second the fastest engine does as DL4J's own zoo model; empty
   * if the zoo did not run.
   */
  public Optional<Double> ratio() {
    return named(EngineBenchmark.ZOO)
        .map(
            zoo ->
                engines.stream().mapToDouble(EngineFigures::imagesPerSecond).max().orElseThrow()
                    / zoo.imagesPerSecond());
  }
}
