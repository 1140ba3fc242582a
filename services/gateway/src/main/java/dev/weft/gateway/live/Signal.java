package dev.weft.gateway.live;

/** What a subscriber hears next. */
public sealed interface Signal {

  /**
   * An answer.
   *
   * @param position of the subscriber now: it resumes with the next answer
   */
  record Answer(FeedEvent event, FeedPosition position) implements Signal {}

  /**
   * Nothing came for a while.
   *
   * @param position of the subscriber, which moves on though its filter passes nothing
   */
  record Quiet(FeedPosition position) implements Signal {}

  /** The subscriber was too slow, or the feed stops: it may come back with its last position. */
  record End() implements Signal {}
}
