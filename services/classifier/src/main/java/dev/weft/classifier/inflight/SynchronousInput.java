package dev.weft.classifier.inflight;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Objects;

/** One image of a client's request. Refers to the request's bytes without copying them. */
public sealed interface SynchronousInput {

  /**
   * An image file.
   *
   * @param bytes array that contains it, which must not be modified
   * @param offset of its first byte
   * @param length in bytes
   */
  @SuppressWarnings("ArrayRecordComponent")
  record ImageFile(byte[] bytes, int offset, int length) implements SynchronousInput {
    public ImageFile {
      Objects.checkFromIndexSize(offset, length, bytes.length);
    }

    /** A file that takes a whole array. */
    public ImageFile(byte[] bytes) {
      this(bytes, 0, bytes.length);
    }

    public byte[] copy() {
      return offset == 0 && length == bytes.length
          ? bytes
          : Arrays.copyOfRange(bytes, offset, offset + length);
    }
  }

  /**
   * A tensor made by the client.
   *
   * @param values {@code [3, height, width]} float32 from position to limit, preprocessed as the
   *     model's manifest describes. The caller has checked them: values outside of an image's range
   *     may make the engine fail, and with it a whole batch
   */
  record Tensor(FloatBuffer values) implements SynchronousInput {}
}
