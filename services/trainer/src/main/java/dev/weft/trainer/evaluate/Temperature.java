package dev.weft.trainer.evaluate;

import dev.weft.base.Softmax;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Temperature scaling (Guo et al., 2017, arXiv:1706.04599): logits are divided by one number, so
 * that confidences match accuracies. Predictions do not change, since the order of the classes does
 * not.
 *
 * @param value above 1 lowers confidences, below 1 raises them
 */
public record Temperature(double value) {
  /** Leaves probabilities unchanged. */
  public static final Temperature NONE = new Temperature(1);

  /** Minimum number of images to fit a temperature to. */
  public static final int LEAST_IMAGES = 20;

  private static final double LOWEST = 0.05;
  private static final double HIGHEST = 20;
  private static final double SMALLEST = 1e-12;
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  public Temperature {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException("the temperature must be greater than 0, but is " + value);
    }
  }

  /**
   * Fits the temperature with the lowest cross-entropy. With n images the target of the true class
   * is (n + 1)/(n + 2), as in Platt scaling (1999), so that a few images that are all classified
   * correctly do not make a version overconfident.
   *
   * @param probabilities the probabilities for images that the version was not trained on
   * @param labels index of each image's class
   * @return {@link #NONE} for fewer than {@value #LEAST_IMAGES} images, or a single class
   */
  public static Temperature fit(List<float[]> probabilities, int[] labels) {
    if (probabilities.size() != labels.length) {
      throw new IllegalArgumentException(
          "%d predictions for %d images".formatted(probabilities.size(), labels.length));
    }
    if (labels.length < LEAST_IMAGES || probabilities.get(0).length < 2) {
      return NONE;
    }
    double[][] logits = probabilities.stream().map(Temperature::logits).toArray(double[][]::new);
    // Golden-section search: the cross-entropy has a single minimum over the inverse temperature,
    // and so over its logarithm.
    double low = StrictMath.log(LOWEST);
    double high = StrictMath.log(HIGHEST);
    double first = high - GOLDEN * (high - low);
    double second = low + GOLDEN * (high - low);
    double atFirst = loss(logits, labels, first);
    double atSecond = loss(logits, labels, second);
    while (high - low > 1e-4) {
      if (atFirst <= atSecond) {
        high = second;
        second = first;
        atSecond = atFirst;
        first = high - GOLDEN * (high - low);
        atFirst = loss(logits, labels, first);
      } else {
        low = first;
        first = second;
        atFirst = atSecond;
        second = low + GOLDEN * (high - low);
        atSecond = loss(logits, labels, second);
      }
    }
    return new Temperature(StrictMath.exp((low + high) / 2));
  }

  /**
   * Scales a cross-validation's answers, each with a temperature fitted to the other folds'
   * answers, so that they can be evaluated without bias.
   *
   * @param labels the images' classes
   * @param folds the fold that held each image out
   */
  public static List<float[]> crossFitted(List<float[]> probabilities, int[] labels, int[] folds) {
    List<float[]> scaled = new ArrayList<>(probabilities);
    for (int fold : Arrays.stream(folds).distinct().toArray()) {
      List<float[]> others = new ArrayList<>();
      int[] shown = new int[labels.length];
      for (int i = 0; i < labels.length; i++) {
        if (folds[i] != fold) {
          shown[others.size()] = labels[i];
          others.add(probabilities.get(i));
        }
      }
      Temperature temperature = fit(others, Arrays.copyOf(shown, others.size()));
      for (int i = 0; i < labels.length; i++) {
        if (folds[i] == fold) {
          scaled.set(i, temperature.apply(probabilities.get(i)));
        }
      }
    }
    return scaled;
  }

  /** Returns the probabilities at this temperature; they sum to 1. */
  public float[] apply(float[] probabilities) {
    if (value == 1) {
      return probabilities;
    }
    double[] scaled = Softmax.of(logits(probabilities), value);
    float[] row = new float[scaled.length];
    for (int c = 0; c < row.length; c++) {
      row[c] = (float) scaled[c];
    }
    return row;
  }

  private static double[] logits(float[] probabilities) {
    double[] logits = new double[probabilities.length];
    for (int c = 0; c < logits.length; c++) {
      logits[c] = StrictMath.log(Math.max(probabilities[c], SMALLEST));
    }
    return logits;
  }

  private static double loss(double[][] logits, int[] labels, double logarithm) {
    double temperature = StrictMath.exp(logarithm);
    double doubt = 1.0 / (labels.length + 2);
    double loss = 0;
    for (int i = 0; i < labels.length; i++) {
      double[] row = Softmax.of(logits[i], temperature);
      double others = doubt / (row.length - 1);
      for (int c = 0; c < row.length; c++) {
        double target = c == labels[i] ? 1 - doubt : others;
        loss -= target * StrictMath.log(Math.max(row[c], Double.MIN_NORMAL));
      }
    }
    return loss;
  }
}
