package dev.weft.classifier.inflight;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Objects;

/** One image as a client sends it. Holds the request's bytes, of which no copy is made. */
public sealed interface SynchronousInput {

  /**
   * An image file.
   *
   * @param bytes the array that it lies in, which nobody changes
   * @param offset of its first byte
   * @param length of it in bytes
   */
  @SuppressWarnings("ArrayRecordComponent")
  record ImageFile(byte[] bytes, int offset, int length) implements SynchronousInput {
    public ImageFile {
      Objects.checkFromIndexSize(offset, length, bytes.length);
    }

    /** A whole array. */
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
   * A tensor that the client has made.
   *
   * @param values {@code [3, height, width]} float32 from position to limit, as the model's
   *     manifest says; checked by who hands it over: a value that no image has may make the engine
   *     fail, and with it a whole batch
   */
  record Tensor(FloatBuffer values) implements SynchronousInput {}
}
