package dev.weft.gateway.live;

/**
 * Ring buffer of the newest events, with consecutive numbers. Not thread-safe: guarded by {@link
 * LiveFeed}.
 */
final class FeedRing {

  private final FeedEvent[] events;
  private FeedPosition start;
  private FeedPosition end;
  private long next;

  /**
   * Creates an empty ring.
   *
   * @param position of the first event that it will contain
   */
  FeedRing(int capacity, FeedPosition position) {
    this.events = new FeedEvent[capacity];
    this.start = position;
    this.end = position;
  }

  void append(FeedEvent event) {
    int slot = (int) (next % events.length);
    if (events[slot] != null) {
      start = events[slot].after();
    }
    events[slot] = event;
    end = event.after();
    next++;
  }

  /** The number of the oldest event. */
  long first() {
    return Math.max(0, next - events.length);
  }

  /** The number of the next event to be added. */
  long next() {
    return next;
  }

  /** The event with a number from {@link #first()} to below {@link #next()}. */
  FeedEvent get(long number) {
    return events[(int) (number % events.length)];
  }

  /** The position before the oldest event. */
  FeedPosition start() {
    return start;
  }

  /** The position after the newest event. */
  FeedPosition end() {
    return end;
  }
}
