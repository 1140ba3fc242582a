package dev.weft.gateway.intake;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Bytes that uploads in flight may hold in memory, all together. Where they are used up, uploads
 * whose bodies have been coming for a while give their memory to those that ask, the oldest first:
 * otherwise a few clients that send slowly would keep everybody else out. Thread-safe.
 */
public final class UploadBudget {

  private final long limit;
  private final long slowAfterNanos;
  private final LongSupplier nanos;
  private final AtomicLong used = new AtomicLong();
  private final Set<UploadBuffer> reading = ConcurrentHashMap.newKeySet();
  private final Object copying = new Object();

  /**
   * A budget.
   *
   * @param slowAfter how long a body may take before it may have to give way
   */
  public UploadBudget(long limitBytes, Duration slowAfter) {
    this(limitBytes, slowAfter, System::nanoTime);
  }

  UploadBudget(long limitBytes, Duration slowAfter, LongSupplier nanos) {
    this.limit = limitBytes;
    this.slowAfterNanos = slowAfter.toNanos();
    this.nanos = nanos;
  }

  /** Takes bytes if they are there, or if slow uploads can give them; never waits for them. */
  boolean reserve(long bytes, UploadBuffer asker) {
    return tryReserve(bytes) || slowGiveWay(bytes, asker);
  }

  private boolean tryReserve(long bytes) {
    long before;
    do {
      before = used.get();
      if (bytes > limit - before) {
        return false;
      }
    } while (!used.compareAndSet(before, before + bytes));
    return true;
  }

  /** One at a time: of two that ask at once each would make all slow ones give way. */
  private synchronized boolean slowGiveWay(long bytes, UploadBuffer asker) {
    long now = nanos.getAsLong();
    List<UploadBuffer> slow =
        reading.stream()
            .filter(other -> other != asker && now - other.begunNanos() >= slowAfterNanos)
            .sorted(Comparator.comparingLong((UploadBuffer other) -> other.begunNanos() - now))
            .toList();
    long held = slow.stream().mapToLong(UploadBuffer::held).sum();
    if (bytes > limit - used.get() + held) {
      return false;
    }
    for (UploadBuffer other : slow) {
      other.giveWay();
      if (tryReserve(bytes)) {
        return true;
      }
    }
    return tryReserve(bytes);
  }

  void release(long bytes) {
    used.addAndGet(-bytes);
  }

  /**
   * To be held while bytes are copied into a larger array, which takes the budget for both: uploads
   * that grow at the same moment would otherwise refuse each other what each needs for that moment.
   */
  Object copying() {
    return copying;
  }

  /** By its clock. */
  long nanos() {
    return nanos.getAsLong();
  }

  /** From now on the body of an upload is being read. */
  void begin(UploadBuffer upload) {
    reading.add(upload);
  }

  /** It is not any more. */
  void end(UploadBuffer upload) {
    reading.remove(upload);
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
