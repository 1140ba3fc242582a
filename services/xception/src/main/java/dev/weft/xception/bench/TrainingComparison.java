package dev.weft.xception.bench;

/**
 * Figures of two implementations of the exit flow's training, measured alternately in one run on
 * one machine.
 *
 * @param fused this project's blocks
 * @param dl4j DL4J's own layers
 * @param batchSize images per step
 */
public record TrainingComparison(TrainingFigures fused, TrainingFigures dl4j, int batchSize) {

  /** Returns how many times longer DL4J's own layers take. */
  public double ratio() {
    return dl4j.seconds() / fused.seconds();
  }

  /** Returns the same ratio in processor time, which other programs on the machine affect less. */
  public double processorRatio() {
    return dl4j.processorSeconds() / fused.processorSeconds();
  }
}
