package dev.weft.gateway.live;

/** The newest events, numbered as they came. Not thread-safe: {@link LiveFeed} guards it. */
final class FeedRing {

  private final FeedEvent[] events;
  private FeedPosition start;
  private FeedPosition end;
  private long next;

  /**
   * An empty ring.
   *
   * @param position from which on it will hold events
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

  /** The number that the next event will have. */
  long next() {
    return next;
  }

  /** The event of a number from {@link #first()} to below {@link #next()}. */
  FeedEvent get(long number) {
    return events[(int) (number % events.length)];
  }

  /** The position before the oldest event. */
  FeedPosition start() {
    return start;
  }

  /** The position behind the newest event. */
  FeedPosition end() {
    return end;
  }
}
