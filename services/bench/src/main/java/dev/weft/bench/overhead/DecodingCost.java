package dev.weft.bench.overhead;

import dev.weft.bench.setup.Tensors;
import dev.weft.imaging.DecodeLimits;
import dev.weft.imaging.ImageReader;
import dev.weft.imaging.ImageReaders;
import dev.weft.imaging.Preprocessing;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.FloatBuffer;
import java.util.List;

/** Processor time of decoding and resizing an image alone, with the classifier's own code. */
final class DecodingCost {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int WARM_UP = 300;
  private static final int IMAGES = 300;

  private final ImageReader reader = ImageReaders.create(DecodeLimits.DEFAULT);
  private final Preprocessing preprocessing;
  private final FloatBuffer tensor;

  DecodingCost(Preprocessing preprocessing) {
    this.preprocessing = preprocessing;
    this.tensor = Tensors.allocate(preprocessing.tensorLength());
  }

  /** Returns the mean of an image in milliseconds, once the code is compiled. */
  double millis(List<byte[]> files) {
    decode(files, WARM_UP);
    long start = THREADS.getCurrentThreadCpuTime();
    decode(files, IMAGES);
    return (THREADS.getCurrentThreadCpuTime() - start) / 1e6 / IMAGES;
  }

  private void decode(List<byte[]> files, int count) {
    for (int i = 0; i < count; i++) {
      Tensors.read(files.get(i % files.size()), reader, preprocessing, tensor.clear());
    }
  }
}
