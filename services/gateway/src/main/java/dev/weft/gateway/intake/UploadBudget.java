package dev.weft.gateway.intake;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Memory budget of all uploads in flight. If it is used up, uploads whose bodies have been arriving
 * for a while release their memory to new ones, the oldest first; otherwise a few slow clients
 * could block all others. Thread-safe.
 */
public final class UploadBudget {

  private final long limit;
  private final long slowAfterNanos;
  private final LongSupplier nanos;
  private final AtomicLong used = new AtomicLong();
  private final Set<UploadBuffer> reading = ConcurrentHashMap.newKeySet();
  private final Object copying = new Object();

  /**
   * @param limitBytes size of the budget
   * @param slowAfter time after which an incomplete upload may have to release its memory
   */
  public UploadBudget(long limitBytes, Duration slowAfter) {
    this(limitBytes, slowAfter, System::nanoTime);
  }

  UploadBudget(long limitBytes, Duration slowAfter, LongSupplier nanos) {
    this.limit = limitBytes;
    this.slowAfterNanos = slowAfter.toNanos();
    this.nanos = nanos;
  }

  /** Reserves bytes if they are free, or slow uploads can release them; never blocks. */
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

  /** Serialized: two concurrent callers would each make all slow uploads release their memory. */
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
   * Lock to hold while bytes are copied to a larger array, which reserves budget for both arrays:
   * otherwise concurrently growing uploads could deny each other the memory that each needs
   * briefly.
   */
  Object copying() {
    return copying;
  }

  /** The time of its clock in nanoseconds. */
  long nanos() {
    return nanos.getAsLong();
  }

  /** Registers an upload whose body is being read. */
  void begin(UploadBuffer upload) {
    reading.add(upload);
  }

  /** Unregisters an upload. */
  void end(UploadBuffer upload) {
    reading.remove(upload);
  }

  /** Reserved bytes. */
  public long used() {
    return used.get();
  }

  /** Size of the budget in bytes. */
  public long limit() {
    return limit;
  }
}
