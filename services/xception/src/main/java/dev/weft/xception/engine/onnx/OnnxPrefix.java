package dev.weft.xception.engine.onnx;

import ai.onnxruntime.OrtException;
import dev.weft.xception.engine.EngineException;
import dev.weft.xception.onnx.OnnxExport;
import java.nio.FloatBuffer;
import java.nio.file.Path;

/**
 * Runs a graph written by {@link OnnxExport#writePrefix}, in float32. Thread-safe.
 *
 * <p>On a processor only: a GPU's kernels would need a golden case for each cut, while the cache
 * that this fills is written only once.
 */
public final class OnnxPrefix implements AutoCloseable {
  private final OnnxSession session;

  private OnnxPrefix(OnnxSession session) {
    this.session = session;
  }

  /**
   * Loads a graph; its file may be deleted afterwards.
   *
   * @param threads the threads of one call; 0 for the number of cores
   * @throws EngineException if ONNX Runtime is missing or refuses the graph
   */
  public static OnnxPrefix load(Path graph, int threads) {
    OnnxRuntime.obstacle()
        .ifPresent(
            reason -> {
              throw new EngineException(reason);
            });
    try {
      return new OnnxPrefix(new OnnxSession("The prefix", OnnxCpu.session(graph, threads)));
    } catch (OrtException e) {
      throw new EngineException("ONNX Runtime rejected the prefix: " + e.getMessage(), e);
    }
  }

  /**
   * Runs the graph.
   *
   * @param images a direct buffer in native order of the given shape
   * @param shape {@code [n, 3, height, width]}
   * @param activations receives the output at its position, which is advanced
   * @throws EngineException if ONNX Runtime fails
   */
  public void run(FloatBuffer images, long[] shape, FloatBuffer activations) {
    session.run(images, shape, OnnxExport.ACTIVATIONS, activations::put);
  }

  @Override
  public void close() {
    session.close();
  }
}
