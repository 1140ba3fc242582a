package dev.weft.gateway.intake;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes that uploads in flight may hold in memory, all together. Thread-safe. */
public final class UploadBudget {

  private final long limit;
  private final AtomicLong used = new AtomicLong();

  public UploadBudget(long limitBytes) {
    this.limit = limitBytes;
  }

  /** Takes bytes if they are there; never waits. */
  boolean tryReserve(long bytes) {
    long before;
    do {
      before = used.get();
      if (bytes > limit - before) {
        return false;
      }
    } while (!used.compareAndSet(before, before + bytes));
    return true;
  }

  void release(long bytes) {
    used.addAndGet(-bytes);
  }

  /** Bytes held now. */
  public long used() {
    return used.get();
  }

  /** Bytes that may be held. */
  public long limit() {
    return limit;
  }
}
