package dev.weft.gateway.intake;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads one upload into memory, within its own limit and the common {@link UploadBudget}. Holds the
 * budget until it is closed. Not thread-safe.
 */
public final class UploadBuffer implements AutoCloseable {

  private static final int FIRST = 64 * 1024;

  private final UploadBudget budget;
  private final int maxBytes;
  private long reserved;

  /**
   * An empty buffer.
   *
   * @param maxBytes largest upload
   */
  public UploadBuffer(UploadBudget budget, int maxBytes) {
    this.budget = budget;
    this.maxBytes = maxBytes;
  }

  /** What reading gave. Of an upload that does not fit, no bytes are kept. */
  public sealed interface Reading {
    /** All of it. */
    @SuppressWarnings("ArrayRecordComponent")
    record Complete(byte[] bytes) implements Reading {}

    /** No byte came. */
    record Empty() implements Reading {}

    /** More bytes than one upload may have. */
    record TooLarge(int maxBytes) implements Reading {}

    /** The budget is used up; it will fit when other uploads are done. */
    record Busy() implements Reading {}
  }

  /**
   * Reads to the stream's end, or to the first byte that does not fit.
   *
   * @param announced length that the client named; negative if it did not
   * @throws IOException if the client goes away
   */
  public Reading read(InputStream in, long announced) throws IOException {
    if (announced > maxBytes) {
      return new Reading.TooLarge(maxBytes);
    }
    byte[] bytes = grow(new byte[0], announced > 0 ? (int) announced : Math.min(FIRST, maxBytes));
    int size = 0;
    while (bytes != null) {
      int n = in.read(bytes, size, bytes.length - size);
      if (n < 0) {
        return finish(bytes, size);
      }
      size += n;
      if (size == bytes.length) {
        int next = in.read();
        if (next < 0) {
          return finish(bytes, size);
        }
        if (size >= maxBytes) {
          return new Reading.TooLarge(maxBytes);
        }
        bytes = grow(bytes, (int) Math.min(maxBytes, 2L * size));
        if (bytes != null) {
          bytes[size++] = (byte) next;
        }
      }
    }
    return new Reading.Busy();
  }

  private Reading finish(byte[] bytes, int size) {
    if (size == 0) {
      return new Reading.Empty();
    }
    byte[] exact = size == bytes.length ? bytes : grow(bytes, size);
    return exact == null ? new Reading.Busy() : new Reading.Complete(exact);
  }

  /** A copy of another length, paid for while both live; null if the budget does not allow it. */
  private byte[] grow(byte[] bytes, int length) {
    if (!reserve(length)) {
      return null;
    }
    byte[] copy = Arrays.copyOf(bytes, length);
    budget.release(bytes.length);
    reserved -= bytes.length;
    return copy;
  }

  private boolean reserve(long bytes) {
    boolean fits = budget.tryReserve(bytes);
    reserved += fits ? bytes : 0;
    return fits;
  }

  @Override
  public void close() {
    budget.release(reserved);
    reserved = 0;
  }
}
