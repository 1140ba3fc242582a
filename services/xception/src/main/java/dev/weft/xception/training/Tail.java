package dev.weft.xception.training;

import dev.weft.xception.dl4j.Dl4jWeights;
import dev.weft.xception.dl4j.StepSchedule;
import dev.weft.xception.dl4j.TrainableGraphs;
import dev.weft.xception.fused.FusedMemory;
import dev.weft.xception.network.InputSize;
import dev.weft.xception.weights.Weights;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.FloatBuffer;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Trains the blocks after a cut, the pool and the head: categorical cross-entropy, Adam. Batch-norm
 * statistics are frozen; gamma and beta are trained. Not thread-safe.
 */
public final class Tail implements AutoCloseable {
  private final Weights before;
  private final Steps steps;
  private final FusedMemory memory;

  private Tail(Weights before, Steps steps, FusedMemory memory) {
    this.before = before;
    this.steps = steps;
    this.memory = memory;
  }

  /**
   * Creates the graph. The first call in a JVM loads ND4J's native library.
   *
   * @param weights initial weights, with a head
   * @param size input size of the images
   * @param threads number of threads for all of ND4J in this JVM; 0 for the number of cores
   * @throws IllegalArgumentException if the weights have no head
   */
  public static Tail of(
      Weights weights, Cut cut, InputSize size, TrainingOptions options, int threads) {
    int classes =
        weights
            .classes()
            .orElseThrow(() -> new IllegalArgumentException("these weights have no head"));
    Steps.prepare(threads);
    ActivationShape shape = ActivationShape.before(cut, size);
    TrainableGraphs graphs =
        new TrainableGraphs(
            new StepSchedule(options.learningRate()::at),
            options.weightDecay(),
            options.dropout(),
            options.seed());
    FusedMemory memory = TrainableGraphs.canFuse() ? new FusedMemory(threads) : null;
    ComputationGraph graph =
        memory == null
            ? graphs.tail(weights, cut.trained(), shape.channels(), shape.height(), shape.width())
            : graphs.fusedTail(
                weights, cut.trained(), shape.channels(), shape.height(), shape.width(), memory);
    Steps steps =
        new Steps(
            "a %s tail from %s for %d classes at %dx%d"
                .formatted(
                    memory == null ? "plain" : "fused", cut, classes, size.height(), size.width()),
            graph,
            new long[] {shape.channels(), shape.height(), shape.width()},
            classes,
            options.labelSmoothing());
    return new Tail(weights, steps, memory);
  }

  /**
   * Runs one step: forward, backward, update.
   *
   * @param activations float32 {@code [n, channels, height, width]}, as computed by {@link
   *     Prefix#run}, direct or not; the position is unchanged
   * @param labels the class of each image, from 0
   * @param sampleWeights weight of each image, such as its class's weight; null for 1 each
   * @return the loss before the update: the sum of the images' weighted losses, divided by n
   * @throws IllegalArgumentException if sizes do not match or a label is not a class
   * @throws ArithmeticException if the loss is no longer finite; the weights are unusable then
   */
  public double fit(FloatBuffer activations, int[] labels, float[] sampleWeights) {
    return steps.fit(activations, labels, sampleWeights);
  }

  /**
   * The same for soft targets, such as those of mixed images.
   *
   * @param targets target distribution of each image, summing to 1; label smoothing is not applied
   */
  public double fit(FloatBuffer activations, float[][] targets, float[] sampleWeights) {
    return steps.fit(activations, targets, sampleWeights);
  }

  /** Returns the smoothed target of an image of a class. */
  public float[] target(int label) {
    return steps.target(label);
  }

  /**
   * Computes probabilities with the current weights, without dropout.
   *
   * @param activations as in {@link #fit}
   * @return row-major {@code [n][classes]}, each row sums to 1
   */
  public float[][] probabilities(FloatBuffer activations, int n) {
    return steps.probabilities(activations, n);
  }

  /** Returns a copy of the whole network's current weights, including the frozen blocks. */
  public Weights weights() {
    return Dl4jWeights.of(steps.graph(), before);
  }

  /** Number of steps, including those before a restored checkpoint. */
  public int iteration() {
    return steps.graph().getIterationCount();
  }

  /**
   * Writes weights, Adam's state and the number of steps: 12 bytes per trained parameter, 82 MB for
   * blocks 13 and 14. The stream is not closed.
   */
  public void save(OutputStream checkpoint) throws IOException {
    steps.save(checkpoint);
  }

  /**
   * Restores the state of {@link #save}, so that the next step is the same. The stream is not
   * closed.
   *
   * @throws IOException if it cannot be read, or is not a checkpoint of such a tail; a truncated
   *     checkpoint leaves the tail unchanged
   */
  public void restore(InputStream checkpoint) throws IOException {
    steps.restore(checkpoint);
  }

  /** Frees native memory. */
  @Override
  public void close() {
    steps.close();
    if (memory != null) {
      memory.close();
    }
  }
}
