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
 * The blocks after a cut, the pool and the head, in training: categorical cross-entropy, Adam.
 * Batch-norm statistics stay frozen; gamma and beta learn. Not thread-safe.
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
   * Makes the graph. The first call in a JVM loads ND4J's natives.
   *
   * @param weights where training starts, with a head
   * @param size of the images
   * @param threads 0 for as many as there are cores; holds for all of ND4J in this JVM
   * @throws IllegalArgumentException if the weights have no head
   */
  public static Tail of(
      Weights weights, Cut cut, InputSize size, TrainingOptions options, int threads) {
    int classes =
        weights
            .classes()
            .orElseThrow(() -> new IllegalArgumentException("These weights have no head"));
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
   * Takes one step: forward, backward, update.
   *
   * @param activations float32 {@code [n, channels, height, width]}, as {@link Prefix#run} gives
   *     them, direct or not; the position is not moved
   * @param labels the class of each image, from 0
   * @param sampleWeights how much each image counts, such as its class's weight; null for 1 each
   * @return the loss before the update: the sum of the images' weighted losses, divided by n
   * @throws IllegalArgumentException if sizes do not fit or a label is no class
   * @throws ArithmeticException if the loss is no longer finite; the weights are of no use then
   */
  public double fit(FloatBuffer activations, int[] labels, float[] sampleWeights) {
    return steps.fit(activations, labels, sampleWeights);
  }

  /**
   * The same for images that show several classes, such as two mixed into one.
   *
   * @param targets how much of each class each image shows, adding up to 1; used as they are,
   *     whatever label smoothing there is
   */
  public double fit(FloatBuffer activations, float[][] targets, float[] sampleWeights) {
    return steps.fit(activations, targets, sampleWeights);
  }

  /** What an image of one class is to be taken for, smoothed. */
  public float[] target(int label) {
    return steps.target(label);
  }

  /**
   * What the network says now, without dropout.
   *
   * @param activations as in {@link #fit}
   * @return row-major {@code [n][classes]}, each row adding up to 1
   */
  public float[][] probabilities(FloatBuffer activations, int n) {
    return steps.probabilities(activations, n);
  }

  /** The whole network as it is now, the frozen blocks included; a copy. */
  public Weights weights() {
    return Dl4jWeights.of(steps.graph(), before);
  }

  /** How many steps were taken, those before a restored checkpoint included. */
  public int iteration() {
    return steps.graph().getIterationCount();
  }

  /**
   * Writes weights, Adam's state and the number of steps: 12 bytes a trained parameter, 82 MB for
   * blocks 13 and 14. The stream is not closed.
   */
  public void save(OutputStream checkpoint) throws IOException {
    steps.save(checkpoint);
  }

  /**
   * Goes on where {@link #save} was called, with the same next step. The stream is not closed.
   *
   * @throws IOException if it cannot be read, or is no checkpoint of such a tail; a tail whose
   *     checkpoint broke off is unchanged
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
