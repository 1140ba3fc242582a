package dev.weft.xception.engine.onnx;

import dev.weft.xception.network.InputSize;
import dev.weft.xception.onnx.ActivationRanges;
import dev.weft.xception.onnx.OnnxExport;
import dev.weft.xception.weights.Weights;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;

/** Writes a network's 8-bit graph, calibrated by images. */
public final class OnnxCalibration {
  private OnnxCalibration() {}

  /** Receives a batch: a direct buffer in native order, {@code [n, 3, height, width]}. */
  @FunctionalInterface
  public interface Taker {
    void take(FloatBuffer images, int n);
  }

  /** The calibration images. */
  @FunctionalInterface
  public interface Images {
    /** Shows all images, the same ones each time; one call at a time makes sums reproducible. */
    void show(Taker taker);
  }

  /**
   * Runs the images through the float32 network, which gives the ranges of its activations, and
   * then through the 8-bit graph, which gives the mean rounding error of its features.
   *
   * @param images are shown twice
   * @param graph the file; a temporary one of 84 MB is written beside it
   * @param threads the threads of one call; 0 for the number of cores
   * @return the ranges, from which {@link OnnxExport#writeQuantized} writes the same graph
   * @throws dev.weft.xception.engine.EngineException if ONNX Runtime is missing or fails
   */
  public static ActivationRanges write(
      Weights weights, InputSize size, Images images, Path graph, int threads) throws IOException {
    ActivationRanges ranges;
    try (OnnxRanges shown =
        OnnxRanges.of(weights, size, graph.toAbsolutePath().getParent(), threads)) {
      images.show(shown::show);
      ranges = shown.ranges();
    }
    OnnxExport.writeQuantized(weights, size, ranges, graph);
    try (OnnxFeatureMeans shown = OnnxFeatureMeans.of(graph, size, threads)) {
      images.show(shown::show);
      ranges.correctFeatures(shown.means());
    }
    OnnxExport.writeQuantized(weights, size, ranges, graph);
    return ranges;
  }
}
