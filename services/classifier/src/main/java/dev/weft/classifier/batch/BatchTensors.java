package dev.weft.classifier.batch;

import dev.weft.classifier.inflight.BatchItem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;

/** The tensors of one batch after another, in memory that is used again. Not thread-safe. */
final class BatchTensors {

  private FloatBuffer memory = FloatBuffer.allocate(0);
  private int length;

  /** Copies the images in, and gives their slots back. */
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

  /** A view of some of them, as an engine takes it. */
  FloatBuffer images(int first, int n) {
    return memory.slice(first * length, n * length);
  }
}
