package dev.weft.xception.engine.onnx;

import ai.onnxruntime.OrtException;
import dev.weft.xception.engine.EngineException;
import dev.weft.xception.network.InputSize;
import dev.weft.xception.onnx.ActivationRanges;
import dev.weft.xception.onnx.OnnxExport;
import dev.weft.xception.weights.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs images through a float32 network and records the ranges of its activations, for the
 * calibration of its 8-bit graph. Thread-safe.
 */
final class OnnxRanges implements AutoCloseable {
  private final OnnxSession session;
  private final InputSize size;
  private final ActivationRanges ranges;
  private final List<String> outputs;

  private OnnxRanges(OnnxSession session, InputSize size, ActivationRanges ranges) {
    this.session = session;
    this.size = size;
    this.ranges = ranges;
    this.outputs = ranges.outputs();
  }

  /**
   * Loads the network.
   *
   * @param directory the directory for a graph of 84 MB, which is deleted before this returns
   * @param threads the threads of one call; 0 for the number of cores
   * @throws EngineException if ONNX Runtime is missing
   */
  static OnnxRanges of(Weights weights, InputSize size, Path directory, int threads) {
    OnnxRuntime.obstacle()
        .ifPresent(
            reason -> {
              throw new EngineException(reason);
            });
    Path graph = directory.resolve("ranges.onnx");
    try {
      OnnxExport.writeRanges(weights, size, graph);
      var session = new OnnxSession("The calibration", OnnxCpu.session(graph, threads));
      Files.delete(graph);
      return new OnnxRanges(session, size, new ActivationRanges(weights, size));
    } catch (OrtException e) {
      throw new EngineException("ONNX Runtime rejected the calibration: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + graph, e);
    }
  }

  /**
   * Runs a batch of images.
   *
   * @param images a direct buffer in native order, {@code [n, 3, height, width]}
   * @throws EngineException if ONNX Runtime fails
   */
  void show(FloatBuffer images, int n) {
    session.run(
        images,
        new long[] {n, 3, size.height(), size.width()},
        outputs,
        values -> {
          synchronized (ranges) {
            ranges.add(values, n);
          }
          return null;
        });
  }

  /** Returns the ranges over all images so far. */
  ActivationRanges ranges() {
    return ranges;
  }

  @Override
  public void close() {
    session.close();
  }
}
