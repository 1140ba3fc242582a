package dev.weft.classifier.http;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Accounts for the request bodies in memory. Requests never wait: one that does not fit is
 * rejected.
 */
final class HeldBytes {

  private final long limit;
  private final AtomicLong held = new AtomicLong();

  HeldBytes(long limit) {
    this.limit = limit;
  }

  boolean tryReserve(long bytes) {
    long before = held.getAndUpdate(now -> now + bytes <= limit ? now + bytes : now);
    return before + bytes <= limit;
  }

  void release(long bytes) {
    held.addAndGet(-bytes);
  }

  long held() {
    return held.get();
  }
}
