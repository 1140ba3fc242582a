package dev.weft.gateway.live;

import dev.weft.events.ImageClassified;
import dev.weft.events.WeftEvent;
import java.util.Objects;
import java.util.Optional;

/**
 * An answer as it came.
 *
 * @param partition number within the feed
 * @param offset within the partition
 * @param event the answer
 * @param json its value as published
 * @param after the position behind it, which resumes with the next one
 */
public record FeedEvent(
    int partition, long offset, WeftEvent event, String json, FeedPosition after) {

  public FeedEvent {
    Objects.requireNonNull(event, "event");
    Objects.requireNonNull(json, "json");
    Objects.requireNonNull(after, "after");
  }

  /** The event's name in the stream. */
  public String name() {
    return event instanceof ImageClassified ? "image-classified" : "image-rejected";
  }

  /** The most probable label; empty for a rejection. */
  public Optional<String> label() {
    return event instanceof ImageClassified classified
        ? Optional.of(classified.predictions().get(0).label())
        : Optional.empty();
  }
}
