package dev.weft.xception.bench;

/**
 * The exit flow trained in two ways, measured in turns in one run on one machine.
 *
 * @param fused this project's blocks
 * @param dl4j DL4J's own layers
 * @param batchSize images a step
 */
public record TrainingComparison(TrainingFigures fused, TrainingFigures dl4j, int batchSize) {

  /** How many times as long DL4J's own layers take. */
  public double ratio() {
    return dl4j.seconds() / fused.seconds();
  }

  /** The same in processor time, which other programs on the machine disturb less. */
  public double processorRatio() {
    return dl4j.processorSeconds() / fused.processorSeconds();
  }
}
