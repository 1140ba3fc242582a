package dev.weft.gateway.live;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** How many event streams are open, of all callers and of each. Thread-safe. */
public final class StreamSlots {

  /** What came of asking for one more. */
  public sealed interface Answer {}

  /** It may be opened. To be closed with the stream; a second time does nothing. */
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
   * As many as may be are open.
   *
   * @param limit how many that is
   */
  public record Full(int limit) implements Answer {}

  /**
   * The caller has as many open as it may.
   *
   * @param limit how many that is
   */
  public record CallerFull(int limit) implements Answer {}

  private final int total;
  private final int perCaller;
  private final Map<String, Integer> callers = new HashMap<>();
  private int open;
  private long refused;

  /**
   * With limits.
   *
   * @param total of all callers, at least 1
   * @param perCaller of one, at least 1
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

  /** Asks for one more. */
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

  /** Streams open now. */
  public synchronized int open() {
    return open;
  }

  /** Streams that were refused so far. */
  public synchronized long refused() {
    return refused;
  }
}
