package dev.weft.trainer.phase.head;

import dev.weft.base.Softmax;
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
 * arXiv:1412.6980; beta 0.9 and 0.999, epsilon 1e-7 as in Keras), decoupled weight decay
 * (Loshchilov and Hutter, 2019, arXiv:1711.05101) towards a row's initial values if it was trained
 * before (Li et al., 2018, arXiv:1802.01483), towards 0 otherwise. Computed on one thread in a
 * fixed order, so that the same steps give the same bits: a step of 32 images takes less than a
 * millisecond, where a framework's graph takes several, and far more on busy cores.
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

  /** By class: {@code FEATURES} weights, followed by a bias. */
  private final float[][] values;

  private final float[][] first;
  private final float[][] second;
  private final float[][] gradient;

  /** By class, the values that decay pulls towards; null for a row that decays towards 0. */
  private final float[][] anchors;

  private final boolean[] fixed;
  private int steps;

  private SoftmaxHead(
      float[][] values, float[][] anchors, boolean[] fixed, Recipe.Head settings, long seed) {
    this.values = values;
    this.anchors = anchors;
    this.fixed = fixed;
    this.settings = settings;
    classes = values.length;
    random = new SplittableRandom(~seed);
    first = new float[classes][FEATURES + 1];
    second = new float[classes][FEATURES + 1];
    gradient = new float[classes][FEATURES + 1];
  }

  /**
   * Creates a head with Glorot uniform initialisation from the seed and biases of 0, like Keras.
   */
  static SoftmaxHead fresh(int classes, Recipe.Head settings, long seed) {
    return of(new HeadStart(new float[classes][], new boolean[classes]), settings, seed);
  }

  /** Creates a head from the start's rows, and fresh ones for the others. */
  static SoftmaxHead of(HeadStart start, Recipe.Head settings, long seed) {
    int classes = start.classes();
    float[][] values = glorot(classes, seed);
    float[][] anchors = new float[classes][];
    boolean[] fixed = new boolean[classes];
    for (int c = 0; c < classes; c++) {
      anchors[c] = start.row(c);
      fixed[c] = start.isFixed(c);
      if (anchors[c] != null) {
        values[c] = anchors[c].clone();
      }
    }
    return new SoftmaxHead(values, anchors, fixed, settings, seed);
  }

  private static float[][] glorot(int classes, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double limit = Math.sqrt(6.0 / (FEATURES + classes));
    float[][] values = new float[classes][FEATURES + 1];
    for (int i = 0; i < FEATURES; i++) {
      for (int c = 0; c < classes; c++) {
        values[c][i] = (float) ((2 * random.nextDouble() - 1) * limit);
      }
    }
    return values;
  }

  /**
   * Returns the weights of a base with a head.
   *
   * @param values by class: weights and a bias, as returned by {@link #get}
   */
  static Weights weights(Weights base, float[][] values) {
    int classes = values.length;
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

  /** Returns a copy of the values, for {@link #set}. */
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
   * Computes probabilities, without dropout.
   *
   * @param images features of each image
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
   * Runs one training step.
   *
   * @param images features of each image; modified if there is dropout
   * @param targets the targets by image and class, multiplied by the image's weight; see {@link
   *     #target}
   * @return the loss before the step: the mean of the weighted losses
   */
  double fit(float[][] images, float[][] targets) {
    drop(images);
    float[][] rows = probabilities(images);
    for (float[] row : gradient) {
      java.util.Arrays.fill(row, 0);
    }
    double loss = 0;
    for (int n = 0; n < images.length; n++) {
      float weight = 0;
      for (float target : targets[n]) {
        weight += target;
      }
      for (int c = 0; c < classes; c++) {
        float wanted = targets[n][c];
        loss -= wanted * StrictMath.log(Math.max(rows[n][c], 1e-7f)) / images.length;
        if (!fixed[c]) {
          float delta = (weight * rows[n][c] - wanted) / images.length;
          add(gradient[c], images[n], delta);
          gradient[c][FEATURES] += delta;
        }
      }
    }
    update();
    return loss;
  }

  /**
   * Returns an image's target for {@link #fit}: the smoothed label times the image's weight.
   *
   * @param label its class
   * @param weight the image's weight
   */
  float[] target(int label, float weight) {
    float[] target = new float[classes];
    java.util.Arrays.fill(target, weight * (float) (settings.labelSmoothing() / classes));
    target[label] += weight * (float) (1 - settings.labelSmoothing());
    return target;
  }

  private void update() {
    steps++;
    double corrected =
        settings.learningRate()
            * Math.sqrt(1 - StrictMath.pow(BETA2, steps))
            / (1 - StrictMath.pow(BETA1, steps));
    float decay = (float) (settings.learningRate() * settings.weightDecay());
    for (int c = 0; c < classes; c++) {
      if (!fixed[c]) {
        decay(values[c], anchors[c], decay);
        adam(values[c], first[c], second[c], gradient[c], (float) corrected);
      }
    }
  }

  /** The bias does not decay. */
  private static void decay(float[] values, float[] anchor, float share) {
    if (share == 0) {
      return;
    }
    for (int i = 0; i < FEATURES; i++) {
      values[i] -= share * (anchor == null ? values[i] : values[i] - anchor[i]);
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

  /** Adds a multiple of the values, up to the shorter length. The compiler vectorises it. */
  private static void add(float[] sum, float[] values, float factor) {
    int length = Math.min(sum.length, values.length);
    for (int i = 0; i < length; i++) {
      sum[i] += factor * values[i];
    }
  }

  private static void softmax(float[] row) {
    double[] probabilities = Softmax.of(row);
    for (int c = 0; c < row.length; c++) {
      row[c] = (float) probabilities[c];
    }
  }
}
