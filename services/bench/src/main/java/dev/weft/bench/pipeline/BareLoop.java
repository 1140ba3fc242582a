package dev.weft.bench.pipeline;

import dev.weft.bench.setup.Tensors;
import dev.weft.imaging.ImageReader;
import dev.weft.imaging.Preprocessing;
import dev.weft.xception.engine.Engine;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Measures the engine alone, as the baseline of the pipeline. Calls are sequential and use all of
 * the engine's threads, as in the classifier.
 */
final class BareLoop {
  private static final int WARM_UP_BATCHES = 3;

  private final Engine engine;

  BareLoop(Engine engine) {
    this.engine = engine;
  }

  /**
   * Returns the throughput in images per second on decoded tensors, which is the hardest baseline.
   */
  double run(Tensors tensors) {
    tensors.batches().stream().limit(WARM_UP_BATCHES).forEach(it -> infer(tensors, it));
    long start = System.nanoTime();
    tensors.batches().forEach(it -> infer(tensors, it));
    return tensors.images() / seconds(start);
  }

  private void infer(Tensors tensors, FloatBuffer batch) {
    engine.infer(batch, tensors.size(batch));
  }

  /**
   * Returns the throughput in images per second with decoding on the same thread, like a simple
   * script.
   */
  double runWithDecoding(
      List<byte[]> files, ImageReader reader, Preprocessing preprocessing, int batch) {
    FloatBuffer buffer = Tensors.allocate(batch * preprocessing.tensorLength());
    for (byte[] file : files.subList(0, Math.min(batch, files.size()))) {
      Tensors.read(file, reader, preprocessing, buffer);
    }
    long start = System.nanoTime();
    for (int from = 0; from < files.size(); from += batch) {
      List<byte[]> some = files.subList(from, Math.min(files.size(), from + batch));
      buffer.clear();
      some.forEach(file -> Tensors.read(file, reader, preprocessing, buffer));
      engine.infer(buffer.flip(), some.size());
    }
    return files.size() / seconds(start);
  }

  private static double seconds(long startNanos) {
    return (System.nanoTime() - startNanos) / 1e9;
  }
}
