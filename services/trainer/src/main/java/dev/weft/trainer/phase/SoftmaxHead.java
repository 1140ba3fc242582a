package dev.weft.trainer.phase;

import dev.weft.trainer.recipe.Recipe;
import dev.weft.xception.network.TensorSpec;
import dev.weft.xception.network.Xception;
import dev.weft.xception.weights.Tensor;
import dev.weft.xception.weights.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A dense softmax layer in training: categorical cross-entropy, Adam (Kingma and Ba, 2015,
 * arXiv:1412.6980; beta 0.9 and 0.999, epsilon 1e-7 as in Keras). On one thread and in one order,
 * so that the same steps give the same bits whatever else the machine does: a step of 32 images
 * takes less than a millisecond, where a graph of a framework takes several, and far more on busy
 * cores.
 *
 * <p>Not thread-safe.
 */
final class SoftmaxHead {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-7;
  private static final int FEATURES = Xception.FEATURES;

  private final int classes;
  private final Recipe.Head settings;
  private final SplittableRandom random;

  /** By class: {@code FEATURES} weights and a bias, one after the other. */
  private final float[][] values;

  private final float[][] first;
  private final float[][] second;
  private final float[][] gradient;
  private int steps;

  private SoftmaxHead(float[][] values, Recipe.Head settings, long seed) {
    this.values = values;
    this.settings = settings;
    classes = values.length;
    random = new SplittableRandom(~seed);
    first = new float[classes][FEATURES + 1];
    second = new float[classes][FEATURES + 1];
    gradient = new float[classes][FEATURES + 1];
  }

  /** Glorot's uniform initialisation from the seed, biases 0, as Keras does it. */
  static SoftmaxHead fresh(int classes, Recipe.Head settings, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double limit = Math.sqrt(6.0 / (FEATURES + classes));
    float[][] values = new float[classes][FEATURES + 1];
    for (int i = 0; i < FEATURES; i++) {
      for (int c = 0; c < classes; c++) {
        values[c][i] = (float) ((2 * random.nextDouble() - 1) * limit);
      }
    }
    return new SoftmaxHead(values, settings, seed);
  }

  /** The head that the weights have. */
  static SoftmaxHead of(Weights weights, Recipe.Head settings, long seed) {
    int classes = weights.classes().orElseThrow();
    List<TensorSpec> specs = Xception.head(classes).tensors();
    Tensor kernel = weights.get(specs.get(0).name());
    Tensor bias = weights.get(specs.get(1).name());
    float[][] values = new float[classes][FEATURES + 1];
    for (int c = 0; c < classes; c++) {
      for (int i = 0; i < FEATURES; i++) {
        values[c][i] = kernel.get(i * classes + c);
      }
      values[c][FEATURES] = bias.get(c);
    }
    return new SoftmaxHead(values, settings, seed);
  }

  /** The base with the head as it is now. */
  Weights weights(Weights base) {
    List<TensorSpec> specs = Xception.head(classes).tensors();
    float[] kernel = new float[specs.get(0).size()];
    float[] bias = new float[classes];
    for (int c = 0; c < classes; c++) {
      for (int i = 0; i < FEATURES; i++) {
        kernel[i * classes + c] = values[c][i];
      }
      bias[c] = values[c][FEATURES];
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>(base.withFreshHead(classes).tensors());
    tensors.put(specs.get(0).name(), new Tensor(specs.get(0).shape(), kernel));
    tensors.put(specs.get(1).name(), new Tensor(specs.get(1).shape(), bias));
    return Weights.of(tensors);
  }

  /** A copy of the values, for {@link #set}. */
  float[][] get() {
    float[][] copy = new float[classes][];
    for (int c = 0; c < classes; c++) {
      copy[c] = values[c].clone();
    }
    return copy;
  }

  void set(float[][] copy) {
    for (int c = 0; c < classes; c++) {
      System.arraycopy(copy[c], 0, values[c], 0, FEATURES + 1);
    }
  }

  /**
   * What the head says, without dropout.
   *
   * @param images features of each
   */
  float[][] probabilities(float[][] images) {
    float[][] rows = new float[images.length][classes];
    float[][] byFeature = transpose(images);
    float[] logits = new float[images.length];
    for (int c = 0; c < classes; c++) {
      java.util.Arrays.fill(logits, values[c][FEATURES]);
      for (int i = 0; i < FEATURES; i++) {
        add(logits, byFeature[i], values[c][i]);
      }
      for (int n = 0; n < rows.length; n++) {
        rows[n][c] = logits[n];
      }
    }
    for (float[] row : rows) {
      softmax(row);
    }
    return rows;
  }

  /**
   * Takes one step.
   *
   * @param images features of each; some are set to 0 or scaled if there is dropout
   * @param labels class of each
   * @param sampleWeights how much each counts
   * @return the loss before the step: the mean of the weighted losses
   */
  double fit(float[][] images, int[] labels, float[] sampleWeights) {
    drop(images);
    float[][] rows = probabilities(images);
    for (float[] row : gradient) {
      java.util.Arrays.fill(row, 0);
    }
    double loss = 0;
    float rest = (float) (settings.labelSmoothing() / classes);
    for (int n = 0; n < images.length; n++) {
      float weight = sampleWeights[n] / images.length;
      for (int c = 0; c < classes; c++) {
        float wanted = rest + (c == labels[n] ? (float) (1 - settings.labelSmoothing()) : 0);
        loss -= weight * wanted * StrictMath.log(Math.max(rows[n][c], 1e-7f));
        float delta = weight * (rows[n][c] - wanted);
        add(gradient[c], images[n], delta);
        gradient[c][FEATURES] += delta;
      }
    }
    update();
    return loss;
  }

  private void update() {
    steps++;
    double corrected =
        settings.learningRate()
            * Math.sqrt(1 - StrictMath.pow(BETA2, steps))
            / (1 - StrictMath.pow(BETA1, steps));
    for (int c = 0; c < classes; c++) {
      adam(values[c], first[c], second[c], gradient[c], (float) corrected);
    }
  }

  private static void adam(float[] values, float[] m, float[] v, float[] gradient, float rate) {
    for (int i = 0; i < values.length; i++) {
      float g = gradient[i];
      m[i] = (float) BETA1 * m[i] + (float) (1 - BETA1) * g;
      v[i] = (float) BETA2 * v[i] + (float) (1 - BETA2) * g * g;
      values[i] -= rate * m[i] / ((float) Math.sqrt(v[i]) + (float) EPSILON);
    }
  }

  private void drop(float[][] images) {
    if (settings.dropout() == 0) {
      return;
    }
    float scale = (float) (1 / (1 - settings.dropout()));
    for (float[] image : images) {
      for (int i = 0; i < image.length; i++) {
        image[i] = random.nextDouble() < settings.dropout() ? 0 : image[i] * scale;
      }
    }
  }

  private static float[][] transpose(float[][] images) {
    float[][] byFeature = new float[FEATURES][images.length];
    for (int n = 0; n < images.length; n++) {
      for (int i = 0; i < FEATURES; i++) {
        byFeature[i][n] = images[n][i];
      }
    }
    return byFeature;
  }

  /** Adds a multiple; as long as the shorter of both. The compiler makes vector code of it. */
  private static void add(float[] sum, float[] values, float factor) {
    int length = Math.min(sum.length, values.length);
    for (int i = 0; i < length; i++) {
      sum[i] += factor * values[i];
    }
  }

  private static void softmax(float[] row) {
    float largest = Float.NEGATIVE_INFINITY;
    for (float value : row) {
      largest = Math.max(largest, value);
    }
    double all = 0;
    double[] powers = new double[row.length];
    for (int c = 0; c < row.length; c++) {
      powers[c] = StrictMath.exp(row[c] - largest);
      all += powers[c];
    }
    for (int c = 0; c < row.length; c++) {
      row[c] = (float) (powers[c] / all);
    }
  }
}
