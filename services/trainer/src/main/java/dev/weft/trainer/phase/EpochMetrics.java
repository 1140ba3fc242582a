package dev.weft.trainer.phase;

import dev.weft.base.Argmax;

/** Accumulates loss and correct predictions over images. */
public final class EpochMetrics {
  private double loss;
  private int hits;
  private int images;
  private double steps;
  private int stepImages;

  /** Adds a network's predictions for images, with their labels. */
  public void add(float[][] probabilities, int[] labels) {
    for (int i = 0; i < labels.length; i++) {
      loss -= Math.log(Math.max(probabilities[i][labels[i]], 1e-12));
      hits += Argmax.of(probabilities[i]) == labels[i] ? 1 : 0;
    }
    images += labels.length;
  }

  /** Adds the loss of a step. */
  public void step(double stepLoss, int count) {
    steps += stepLoss * count;
    stepImages += count;
  }

  public double loss() {
    return images == 0 ? 0 : loss / images;
  }

  public double accuracy() {
    return images == 0 ? 0 : (double) hits / images;
  }

  public double stepLoss() {
    return stepImages == 0 ? 0 : steps / stepImages;
  }
}
