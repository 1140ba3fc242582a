package dev.weft.xception.engine.onnx;

import ai.onnxruntime.OrtException;
import dev.weft.xception.engine.EngineException;
import dev.weft.xception.network.InputSize;
import dev.weft.xception.network.Xception;
import dev.weft.xception.onnx.ActivationRanges;
import dev.weft.xception.onnx.OnnxExport;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs images through an 8-bit graph and computes the means of its pooled features, for {@link
 * ActivationRanges#correctFeatures}. Thread-safe.
 */
final class OnnxFeatureMeans implements AutoCloseable {
  private final OnnxSession session;
  private final InputSize size;
  private final double[] sums = new double[Xception.FEATURES];
  private long images;

  private OnnxFeatureMeans(OnnxSession session, InputSize size) {
    this.session = session;
    this.size = size;
  }

  /**
   * Loads the graph.
   *
   * @param threads the threads of one call; 0 for the number of cores
   * @throws EngineException if ONNX Runtime refuses it
   */
  static OnnxFeatureMeans of(Path graph, InputSize size, int threads) {
    try {
      return new OnnxFeatureMeans(
          new OnnxSession("The calibration", OnnxCpu.session(graph, threads)), size);
    } catch (OrtException e) {
      throw new EngineException("ONNX Runtime rejected the graph: " + e.getMessage(), e);
    }
  }

  /**
   * Runs a batch of images.
   *
   * @param batch a direct buffer in native order, {@code [n, 3, height, width]}
   * @throws EngineException if ONNX Runtime fails
   */
  void show(FloatBuffer batch, int n) {
    session.run(
        batch,
        new long[] {n, 3, size.height(), size.width()},
        List.of(OnnxExport.FEATURES),
        values -> {
          add(values.get(0), n);
          return null;
        });
  }

  private synchronized void add(FloatBuffer features, int n) {
    for (int i = 0; i < n * sums.length; i++) {
      sums[i % sums.length] += features.get(i);
    }
    images += n;
  }

  /** Returns the mean of each feature over all images so far. */
  synchronized double[] means() {
    double[] means = sums.clone();
    for (int c = 0; c < means.length; c++) {
      means[c] /= Math.max(1, images);
    }
    return means;
  }

  @Override
  public void close() {
    session.close();
  }
}
