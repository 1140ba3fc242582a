package dev.weft.gateway.intake;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads one upload into memory, within its own limit and the shared {@link UploadBudget}. Reserves
 * no more of the budget than a multiple of the received bytes: an eighth of the announced length
 * until an eighth has been received. Keeps the reservation until it is closed, or until it has to
 * release its memory because it is slow. Not thread-safe, except {@link #giveWay()} and what that
 * uses.
 */
public final class UploadBuffer implements AutoCloseable {

  private static final int FIRST = 64 * 1024;
  private static final int CHUNK = 16 * 1024;

  /** Up to this fraction of an announced length, only the fraction is reserved: an eighth. */
  private static final int SHARE = 8;

  private final UploadBudget budget;
  private final int maxBytes;
  private volatile long begunNanos;
  private byte[] bytes = new byte[0];
  private boolean gaveWay;
  private boolean complete;

  /**
   * @param maxBytes largest upload
   */
  public UploadBuffer(UploadBudget budget, int maxBytes) {
    this.budget = budget;
    this.maxBytes = maxBytes;
  }

  /** Result of reading. No bytes are kept of an upload that does not fit. */
  public sealed interface Reading {
    /** The whole body. */
    @SuppressWarnings("ArrayRecordComponent")
    record Complete(byte[] bytes) implements Reading {}

    /** The body is empty. */
    record Empty() implements Reading {}

    /** The body exceeds the limit of one upload. */
    record TooLarge(int maxBytes) implements Reading {}

    /** The budget is used up; a retry may succeed when other uploads are done. */
    record Busy() implements Reading {}

    /** The upload was slow, and its memory was released to others. */
    record GaveWay() implements Reading {}
  }

  /**
   * Reads to the end of the stream, or to the first bytes that do not fit.
   *
   * @param announced Content-Length; negative if there is none
   * @throws IOException if the client disconnects
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

  /** The capacity to reserve so that {@code wanted} bytes fit. */
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

  /**
   * Copies to an array of another length, with both reserved meanwhile; returns false if the budget
   * is short.
   */
  private boolean resize(int size, int length) {
    synchronized (budget.copying()) {
      return copy(size, length);
    }
  }

  private boolean copy(int size, int length) {
    // Not under the lock: an upload that is to release memory may be requesting this one to do so.
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

  /** Releases its memory, unless the body is complete. What is read afterwards is discarded. */
  synchronized void giveWay() {
    if (!complete && !gaveWay) {
      gaveWay = true;
      budget.release(bytes.length);
      bytes = new byte[0];
    }
  }

  /** Bytes that {@link #giveWay()} would release. */
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
