package dev.weft.xception.engine;

import java.nio.FloatBuffer;

/**
 * Runs one model version. Loaded from a bundle by {@link dev.weft.xception.engine.load.Engines};
 * thread-safe: calls may overlap, and {@link #calls} says how many at a time give the most images a
 * second.
 */
public interface Engine extends AutoCloseable {

  /** What runs where, such as {@code onnx-cpu}; said in logs, metrics and predictions. */
  EngineInfo info();

  /**
   * Runs the network.
   *
   * @param images a direct buffer in native order, float32 {@code [n, 3, height, width]}, scaled as
   *     the model's manifest says; position 0, limit {@code n*3*height*width}; not modified
   * @param n number of images, at least 1
   * @return logits before softmax, row-major {@code [n][classes]}
   * @throws EngineException if the engine or the hardware failed; never because of what an image
   *     shows
   */
  float[][] infer(FloatBuffer images, int n);

  /**
   * Runs the network up to the features that its head sees, which a trainer may cache.
   *
   * @param images as in {@link #infer}
   * @return pooled features, row-major {@code [n][2048]}
   * @throws UnsupportedOperationException if this engine has none
   */
  default float[][] features(FloatBuffer images, int n) {
    throw new UnsupportedOperationException(info().name() + " gives no features");
  }

  /**
   * Runs the network once for both: the features lie on the way to the logits.
   *
   * @param images as in {@link #infer}
   * @throws EngineException as in {@link #infer}
   * @throws UnsupportedOperationException if this engine has no features
   */
  default EngineOutput inferWithFeatures(FloatBuffer images, int n) {
    throw new UnsupportedOperationException(info().name() + " gives no features");
  }

  /**
   * What the loaded model holds of the process's memory, or of the GPU's, roughly; 0 if not known.
   */
  default long residentBytes() {
    return 0;
  }

  /** How many overlapping calls give the most images a second, at least 1. */
  default int calls() {
    return 1;
  }

  /** Frees native memory; waits for calls that are under way. */
  @Override
  void close();
}
