package dev.weft.gateway.live;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** Limits the open event streams, in total and per caller. Thread-safe. */
public final class StreamSlots {

  /** Result of requesting a slot. */
  public sealed interface Answer {}

  /** Permission to open a stream. To be closed with the stream; closing is idempotent. */
  public static final class Slot implements Answer, AutoCloseable {
    private final StreamSlots slots;
    private final String caller;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Slot(StreamSlots slots, String caller) {
      this.slots = slots;
      this.caller = caller;
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        slots.free(caller);
      }
    }
  }

  /**
   * The total limit is reached.
   *
   * @param limit the total limit
   */
  public record Full(int limit) implements Answer {}

  /**
   * The caller's limit is reached.
   *
   * @param limit the limit per caller
   */
  public record CallerFull(int limit) implements Answer {}

  private final int total;
  private final int perCaller;
  private final Map<String, Integer> callers = new HashMap<>();
  private int open;
  private long refused;

  /**
   * @param total limit over all callers, at least 1
   * @param perCaller limit of one caller, at least 1
   */
  public StreamSlots(int total, int perCaller) {
    if (total < 1 || perCaller < 1) {
      throw new IllegalArgumentException(
          "weft.gateway.live.max-streams (%d) and max-streams-per-caller (%d) must be at least 1"
              .formatted(total, perCaller));
    }
    this.total = total;
    this.perCaller = perCaller;
  }

  /** Requests a slot. */
  public synchronized Answer take(String caller) {
    int own = callers.getOrDefault(caller, 0);
    if (own >= perCaller) {
      refused++;
      return new CallerFull(perCaller);
    }
    if (open >= total) {
      refused++;
      return new Full(total);
    }
    callers.put(caller, own + 1);
    open++;
    return new Slot(this, caller);
  }

  private synchronized void free(String caller) {
    open--;
    callers.computeIfPresent(caller, (name, own) -> own == 1 ? null : own - 1);
  }

  /** Number of open streams. */
  public synchronized int open() {
    return open;
  }

  /** Number of streams that were refused. */
  public synchronized long refused() {
    return refused;
  }
}
