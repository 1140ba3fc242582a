package dev.weft.classifier.batch;

import dev.weft.classifier.inflight.BatchItem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/** Input tensors of batches, in memory that is reused. Not thread-safe. */
final class BatchTensors {

  private FloatBuffer memory = FloatBuffer.allocate(0);
  private int length;

  /** Copies the images, and releases their slots. */
  void fill(List<BatchItem> batch) {
    var model = batch.get(0).model();
    length = model.preprocessing().tensorLength();
    int floats = Math.multiplyExact(length, Math.max(batch.size(), model.maxBatch()));
    if (memory.capacity() < floats) {
      memory =
          ByteBuffer.allocateDirect(Math.multiplyExact(floats, Float.BYTES))
              .order(ByteOrder.nativeOrder())
              .asFloatBuffer();
    }
    var images = memory.duplicate().clear();
    for (BatchItem image : batch) {
      images.put(image.slot().floats());
    }
    batch.forEach(image -> image.slot().close());
  }

  /** A view of some images, in the layout that an engine expects. */
  FloatBuffer images(int first, int n) {
    return memory.slice(first * length, n * length);
  }
}
