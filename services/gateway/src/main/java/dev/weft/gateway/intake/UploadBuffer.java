package dev.weft.gateway.intake;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads one upload into memory, within its own limit and the common {@link UploadBudget}. It holds
 * no more of the budget than a multiple of what has come: an eighth of what was announced until an
 * eighth is there. Holds the budget until it is closed, or until it has to give way to others while
 * it is slow. For one thread, but for {@link #giveWay()} and what that needs.
 */
public final class UploadBuffer implements AutoCloseable {

  private static final int FIRST = 64 * 1024;
  private static final int CHUNK = 16 * 1024;

  /** What has to be there of an announced length before all of it is reserved. */
  private static final int SHARE = 8;

  private final UploadBudget budget;
  private final int maxBytes;
  private volatile long begunNanos;
  private byte[] bytes = new byte[0];
  private boolean gaveWay;
  private boolean complete;

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

    /** It was slow, and others needed its memory. */
    record GaveWay() implements Reading {}
  }

  /**
   * Reads to the stream's end, or to the first bytes that do not fit.
   *
   * @param announced length that the client named; negative if it did not
   * @throws IOException if the client goes away
   */
  public Reading read(InputStream in, long announced) throws IOException {
    if (announced > maxBytes) {
      return new Reading.TooLarge(maxBytes);
    }
    begunNanos = budget.nanos();
    budget.begin(this);
    try {
      return readAll(in, (int) announced);
    } finally {
      budget.end(this);
    }
  }

  private Reading readAll(InputStream in, int announced) throws IOException {
    byte[] chunk = new byte[CHUNK];
    int size = 0;
    int n = in.read(chunk, 0, CHUNK);
    while (n >= 0) {
      if (size + n > maxBytes) {
        return new Reading.TooLarge(maxBytes);
      }
      int capacity = capacity(size + n, announced);
      if (capacity > bytesLength() && !resize(size, capacity)) {
        return refused();
      }
      synchronized (this) {
        if (gaveWay) {
          return new Reading.GaveWay();
        }
        System.arraycopy(chunk, 0, bytes, size, n);
      }
      size += n;
      n = in.read(chunk, 0, CHUNK);
    }
    return finish(size);
  }

  /** What to hold so that {@code wanted} bytes fit. */
  private int capacity(int wanted, int announced) {
    int length = bytesLength();
    if (wanted <= length) {
      return length;
    }
    if (wanted > announced) {
      return (int) Math.min(maxBytes, Math.max(wanted, Math.max(FIRST, 2L * length)));
    }
    int share = Math.max(FIRST, announced / SHARE);
    return wanted <= share ? Math.min(share, announced) : announced;
  }

  private Reading finish(int size) {
    synchronized (this) {
      if (gaveWay) {
        return new Reading.GaveWay();
      }
      complete = true;
    }
    if (size == 0) {
      return new Reading.Empty();
    }
    return size == bytes.length || resize(size, size)
        ? new Reading.Complete(bytes)
        : new Reading.Busy();
  }

  private synchronized Reading refused() {
    return gaveWay ? new Reading.GaveWay() : new Reading.Busy();
  }

  /** Into an array of another length, paid for while both live; false if the budget is short. */
  private boolean resize(int size, int length) {
    synchronized (budget.copying()) {
      return copy(size, length);
    }
  }

  private boolean copy(int size, int length) {
    // Not under the lock: whoever gives way to this one may be asking this one to give way.
    if (!budget.reserve(length, this)) {
      return false;
    }
    int before;
    synchronized (this) {
      if (gaveWay) {
        budget.release(length);
        return false;
      }
      before = bytes.length;
      byte[] copy = new byte[length];
      System.arraycopy(bytes, 0, copy, 0, size);
      bytes = copy;
    }
    budget.release(before);
    return true;
  }

  /** Gives back what it holds, unless all of it has come. What is read afterwards is lost. */
  synchronized void giveWay() {
    if (!complete && !gaveWay) {
      gaveWay = true;
      budget.release(bytes.length);
      bytes = new byte[0];
    }
  }

  /** Bytes that {@link #giveWay()} would give. */
  synchronized long held() {
    return complete ? 0 : bytes.length;
  }

  long begunNanos() {
    return begunNanos;
  }

  private synchronized int bytesLength() {
    return bytes.length;
  }

  @Override
  public synchronized void close() {
    complete = true;
    budget.release(bytes.length);
    bytes = new byte[0];
  }
}
