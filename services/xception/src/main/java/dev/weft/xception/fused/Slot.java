package dev.weft.xception.fused;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Native memory that is reused from step to step and grows when a batch needs more. */
final class Slot implements AutoCloseable {
  private INDArray held;

  /**
   * Returns the start of the memory, with arbitrary content; valid until the next call or close.
   */
  INDArray floats(long length) {
    if (held == null || held.length() < length) {
      close();
      held = Nd4j.createUninitializedDetached(DataType.FLOAT, 'c', length);
    }
    return held.length() == length ? held : held.get(NDArrayIndex.interval(0, length));
  }

  Planes planes(int images, int channels, int height, int width) {
    return Planes.in(
        floats((long) images * channels * height * width), images, channels, height, width);
  }

  @Override
  public void close() {
    if (held != null) {
      held.close();
      held = null;
    }
  }
}
