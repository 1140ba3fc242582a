package dev.weft.xception.engine;

import java.nio.FloatBuffer;

/**
 * Runs one model version. Loaded from a bundle by {@link dev.weft.xception.engine.load.Engines};
 * thread-safe; {@link #calls} is the number of concurrent calls with the highest throughput.
 */
public interface Engine extends AutoCloseable {

  /** Returns which library runs on which device, for logs, metrics and predictions. */
  EngineInfo info();

  /**
   * Runs the network.
   *
   * @param images a direct buffer in native order, float32 {@code [n, 3, height, width]}, scaled
   *     according to the model's manifest; position 0, limit {@code n*3*height*width}; not modified
   * @param n number of images, at least 1
   * @return logits before softmax, row-major {@code [n][classes]}
   * @throws EngineException if the engine or the hardware failed; never because of an image's
   *     content
   */
  float[][] infer(FloatBuffer images, int n);

  /**
   * Runs the network up to the head's input features, which a trainer may cache.
   *
   * @param images as in {@link #infer}
   * @return pooled features, row-major {@code [n][2048]}
   * @throws UnsupportedOperationException if this engine does not provide features
   */
  default float[][] features(FloatBuffer images, int n) {
    throw new UnsupportedOperationException(info().name() + " does not return features");
  }

  /**
   * Runs the network once for logits and features.
   *
   * @param images as in {@link #infer}
   * @throws EngineException as in {@link #infer}
   * @throws UnsupportedOperationException if this engine does not provide features
   */
  default EngineOutput inferWithFeatures(FloatBuffer images, int n) {
    throw new UnsupportedOperationException(info().name() + " does not return features");
  }

  /**
   * Runs the network once and measures it.
   *
   * @param images as in {@link #infer}
   * @param withFeatures whether to return features, too
   * @throws EngineException as in {@link #infer}
   * @throws UnsupportedOperationException as in {@link #inferWithFeatures}
   */
  default MeasuredOutput measure(FloatBuffer images, int n, boolean withFeatures) {
    return MeasuredOutput.of(
        () ->
            withFeatures
                ? inferWithFeatures(images, n)
                : new EngineOutput(infer(images, n), new float[n][]));
  }

  /**
   * Returns the approximate memory of the loaded model in bytes, of the process or of the GPU; 0 if
   * unknown.
   */
  default long residentBytes() {
    return 0;
  }

  /** Returns the number of concurrent calls with the highest throughput, at least 1. */
  default int calls() {
    return 1;
  }

  /** Frees native memory, after waiting for calls in progress. */
  @Override
  void close();
}
