package dev.weft.gateway.live;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.weft.events.WeftEvent;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.label.ImageLabeled;
import java.util.Objects;
import java.util.Optional;

/**
 * An event about an image, with its position.
 *
 * @param partition number within the feed
 * @param offset within the partition
 * @param event the event; null if a label was removed
 * @param json its value as published; an object with the image's id if a label was removed
 * @param after the position after it, which resumes with the next one
 */
public record FeedEvent(
    int partition, long offset, WeftEvent event, String json, FeedPosition after) {

  public FeedEvent {
    Objects.requireNonNull(json, "json");
    Objects.requireNonNull(after, "after");
  }

  /** The removal of a label. */
  static FeedEvent unlabeled(int partition, long offset, String imageId, FeedPosition after) {
    String json = JsonNodeFactory.instance.objectNode().put("imageId", imageId).toString();
    return new FeedEvent(partition, offset, null, json, after);
  }

  /** The kind of the event. */
  public FeedKind kind() {
    return event == null ? FeedKind.LABELED : FeedKind.of(event).orElseThrow();
  }

  /** The event's name in the stream, such as {@code image-classified}. */
  public String name() {
    return event == null ? "image-unlabeled" : "image-" + kind().code();
  }

  /** The most probable label of an answer, or a given label; otherwise empty. */
  public Optional<String> label() {
    if (event instanceof ImageClassified classified) {
      return Optional.of(classified.predictions().get(0).label());
    }
    return event instanceof ImageLabeled labeled ? Optional.of(labeled.label()) : Optional.empty();
  }
}
