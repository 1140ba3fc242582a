package dev.weft.gateway.live;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.weft.events.WeftEvent;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.label.ImageLabeled;
import java.util.Objects;
import java.util.Optional;

/**
 * Something that happened to an image, as it came.
 *
 * @param partition number within the feed
 * @param offset within the partition
 * @param event what happened; null where a label was taken back
 * @param json its value as published; where a label was taken back, the image's id in an object
 * @param after the position behind it, which resumes with the next one
 */
public record FeedEvent(
    int partition, long offset, WeftEvent event, String json, FeedPosition after) {

  public FeedEvent {
    Objects.requireNonNull(json, "json");
    Objects.requireNonNull(after, "after");
  }

  /** A label that was taken back. */
  static FeedEvent unlabeled(int partition, long offset, String imageId, FeedPosition after) {
    String json = JsonNodeFactory.instance.objectNode().put("imageId", imageId).toString();
    return new FeedEvent(partition, offset, null, json, after);
  }

  /** What it tells. */
  public FeedKind kind() {
    return event == null ? FeedKind.LABELED : FeedKind.of(event).orElseThrow();
  }

  /** The event's name in the stream, such as {@code image-classified}. */
  public String name() {
    return event == null ? "image-unlabeled" : "image-" + kind().code();
  }

  /** The most probable label of a version's answer, or the one that somebody gave; else empty. */
  public Optional<String> label() {
    if (event instanceof ImageClassified classified) {
      return Optional.of(classified.predictions().get(0).label());
    }
    return event instanceof ImageLabeled labeled ? Optional.of(labeled.label()) : Optional.empty();
  }
}
