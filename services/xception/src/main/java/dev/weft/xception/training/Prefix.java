package dev.weft.xception.training;

import dev.weft.xception.engine.onnx.OnnxPrefix;
import dev.weft.xception.network.InputSize;
import dev.weft.xception.onnx.OnnxExport;
import dev.weft.xception.weights.Weights;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs the blocks before a cut with ONNX Runtime, with batch norms folded: their output is computed
 * once for each image and then cached. Thread-safe.
 */
public final class Prefix implements AutoCloseable {
  private final ActivationShape input;
  private final ActivationShape output;
  private final OnnxPrefix session;

  private Prefix(ActivationShape input, ActivationShape output, OnnxPrefix session) {
    this.input = input;
    this.output = output;
    this.session = session;
  }

  /**
   * Loads the blocks before the cut. There are none before {@link Cut#ALL}: images are then passed
   * on unchanged.
   *
   * @param weights weights; a head is not used
   * @param threads the threads of one call; 0 for the number of cores
   * @throws dev.weft.xception.engine.EngineException if ONNX Runtime cannot run them
   * @throws IOException if the graph's temporary file cannot be written
   */
  public static Prefix of(Weights weights, Cut cut, InputSize size, int threads)
      throws IOException {
    ActivationShape input = ActivationShape.before(Cut.ALL, size);
    ActivationShape output = ActivationShape.before(cut, size);
    if (cut.equals(Cut.ALL)) {
      return new Prefix(input, output, null);
    }
    Path graph = Files.createTempFile("weft-prefix-", ".onnx");
    try {
      OnnxExport.writePrefix(weights, size, cut.frozen().size(), graph);
      return new Prefix(input, output, OnnxPrefix.load(graph, threads));
    } finally {
      Files.deleteIfExists(graph);
    }
  }

  /** Returns the output shape of {@link #run} for an image. */
  public ActivationShape shape() {
    return output;
  }

  /**
   * Runs the blocks.
   *
   * @param images a direct buffer in native order, float32 {@code [n, 3, height, width]}, scaled
   *     according to the model's manifest; its position is unchanged
   * @param n number of images, at least 1
   * @param activations receives {@code [n, channels, height, width]} of {@link #shape} at its
   *     position, which is advanced
   * @throws IllegalArgumentException if a buffer has the wrong size
   * @throws dev.weft.xception.engine.EngineException if ONNX Runtime fails
   */
  public void run(FloatBuffer images, int n, FloatBuffer activations) {
    if (n < 1
        || !images.isDirect()
        || images.remaining() != Math.multiplyExact(n, input.length())) {
      throw new IllegalArgumentException(
          "%d images must be a direct buffer of %d floats each, but are %s"
              .formatted(n, input.length(), images));
    }
    if (activations.remaining() < Math.multiplyExact(n, output.length())) {
      throw new IllegalArgumentException(
          "the activations of %d images are %d floats each, which do not fit into %s"
              .formatted(n, output.length(), activations));
    }
    if (session == null) {
      activations.put(images.duplicate());
    } else {
      session.run(
          images, new long[] {n, input.channels(), input.height(), input.width()}, activations);
    }
  }

  /** Frees the session, after waiting for calls in progress. */
  @Override
  public void close() {
    if (session != null) {
      session.close();
    }
  }
}
