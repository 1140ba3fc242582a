package dev.weft.xception.training;

import dev.weft.xception.dl4j.Dl4jWeights;
import dev.weft.xception.dl4j.TrainableGraphs;
import dev.weft.xception.network.TensorSpec;
import dev.weft.xception.network.Xception;
import dev.weft.xception.weights.Tensor;
import dev.weft.xception.weights.Weights;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The head alone, a dense softmax layer on cached features, in training: categorical cross-entropy,
 * Adam. The same seed, features and order of steps give the same head, bit for bit, on the same
 * hardware. Not thread-safe.
 */
public final class Head implements AutoCloseable {
  private final Weights base;
  private final Steps steps;

  private Head(Weights base, Steps steps) {
    this.base = base;
    this.steps = steps;
  }

  /**
   * A fresh head: Glorot's uniform initialisation from the seed, biases 0, as Keras does it.
   *
   * @param base the network that gave the features; its own head, if any, is not used
   * @param threads 0 for as many as there are cores; holds for all of ND4J in this JVM
   */
  public static Head fresh(Weights base, int classes, TrainingOptions options, int threads) {
    return of(withGlorotHead(base, classes, options.seed()), options, threads);
  }

  /**
   * The head that the weights have, to be trained on.
   *
   * @throws IllegalArgumentException if the weights have no head
   */
  public static Head of(Weights weights, TrainingOptions options, int threads) {
    int classes =
        weights
            .classes()
            .orElseThrow(() -> new IllegalArgumentException("These weights have no head"));
    Steps.prepare(threads);
    return new Head(
        weights,
        new Steps(
            "a head for %d classes".formatted(classes),
            new TrainableGraphs(options.learningRate(), options.dropout(), options.seed())
                .head(weights),
            new long[] {Xception.FEATURES},
            classes,
            options.labelSmoothing()));
  }

  private static Weights withGlorotHead(Weights base, int classes, long seed) {
    List<TensorSpec> specs = Xception.head(classes).tensors();
    TensorSpec kernel = specs.get(0);
    SplittableRandom random = new SplittableRandom(seed);
    double limit = Math.sqrt(6.0 / (Xception.FEATURES + classes));
    float[] values = new float[kernel.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((2 * random.nextDouble() - 1) * limit);
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>(base.withFreshHead(classes).tensors());
    tensors.put(kernel.name(), new Tensor(kernel.shape(), values));
    return Weights.of(tensors);
  }

  /**
   * Takes one step: forward, backward, update.
   *
   * @param features pooled, float32 {@code [n, 2048]}, direct or not; the position is not moved
   * @param labels the class of each image, from 0
   * @param sampleWeights how much each image counts, such as its class's weight; null for 1 each
   * @return the loss before the update: the sum of the images' weighted losses, divided by n
   * @throws IllegalArgumentException if sizes do not fit or a label is no class
   * @throws ArithmeticException if the loss is no longer finite; the weights are of no use then
   */
  public double fit(FloatBuffer features, int[] labels, float[] sampleWeights) {
    return steps.fit(features, labels, sampleWeights);
  }

  /**
   * What the head says now, without dropout.
   *
   * @param features as in {@link #fit}
   * @return row-major {@code [n][classes]}, each row adding up to 1
   */
  public float[][] probabilities(FloatBuffer features, int n) {
    return steps.probabilities(features, n);
  }

  /** The base with the head as it is now; a copy. */
  public Weights weights() {
    return Dl4jWeights.of(steps.graph(), base);
  }

  /** How many steps were taken, those before a restored checkpoint included. */
  public int iteration() {
    return steps.graph().getIterationCount();
  }

  /** Writes weights, Adam's state and the number of steps. The stream is not closed. */
  public void save(OutputStream checkpoint) throws IOException {
    steps.save(checkpoint);
  }

  /**
   * Goes on where {@link #save} was called, with the same next step. The stream is not closed.
   *
   * @throws IOException if it cannot be read, or is no checkpoint of such a head; a head whose
   *     checkpoint broke off is unchanged
   */
  public void restore(InputStream checkpoint) throws IOException {
    steps.restore(checkpoint);
  }

  /** Frees native memory. */
  @Override
  public void close() {
    steps.close();
  }
}
