package dev.weft.bench.pipeline;

import dev.weft.bench.setup.Tensors;
import dev.weft.imaging.ImageReader;
import dev.weft.imaging.Preprocessing;
import dev.weft.xception.engine.Engine;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * The engine and nothing else: what the pipeline is compared with. One call after the other, each
 * with all of the engine's threads, as in the classifier.
 */
final class BareLoop {
  private static final int WARM_UP_BATCHES = 3;

  private final Engine engine;

  BareLoop(Engine engine) {
    this.engine = engine;
  }

  /** Images a second over tensors that are decoded already: the hardest thing to compare with. */
  double run(Tensors tensors) {
    tensors.batches().stream().limit(WARM_UP_BATCHES).forEach(it -> infer(tensors, it));
    long start = System.nanoTime();
    tensors.batches().forEach(it -> infer(tensors, it));
    return tensors.images() / seconds(start);
  }

  private void infer(Tensors tensors, FloatBuffer batch) {
    engine.infer(batch, tensors.size(batch));
  }

  /** Images a second with decoding in the same thread, as a simple script does it. */
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
