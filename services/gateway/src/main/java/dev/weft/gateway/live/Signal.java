package dev.weft.gateway.live;

/** The next signal to a subscriber. */
public sealed interface Signal {

  /**
   * An event.
   *
   * @param position of the subscriber after it, from which it resumes with the next event
   */
  record Answer(FeedEvent event, FeedPosition position) implements Signal {}

  /**
   * A heartbeat, since there was no event for a while.
   *
   * @param position of the subscriber, which advances even if no event passes its filter
   */
  record Quiet(FeedPosition position) implements Signal {}

  /** The subscriber was too slow, or the feed is closing: it may resume from its last position. */
  record End() implements Signal {}
}
