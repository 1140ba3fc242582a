package dev.weft.events.image;

import dev.weft.events.Excerpt;
import dev.weft.events.ImageId;
import dev.weft.events.ModelRef;
import dev.weft.events.Require;
import dev.weft.events.WeftEvent;
import java.time.Instant;
import java.util.Objects;

/**
 * An image, or an event about one, that can never be classified. Schema: {@code image-rejected.v1}.
 *
 * @param imageId the image; null if the event named no valid id
 * @param object the image's bytes; null if the event did not name them
 * @param reason why, for machines
 * @param detail why, for people: what was wrong, with which value, and what to do; cut after 2000
 *     characters, since it may quote untrusted input
 * @param model the version that was to classify it; null if none was chosen yet
 * @param origin position of the record that requested the prediction
 * @param rejectedAt when the image was rejected
 */
public record ImageRejected(
    String imageId,
    ObjectRef object,
    RejectionReason reason,
    String detail,
    ModelRef model,
    Origin origin,
    Instant rejectedAt)
    implements WeftEvent {

  private static final int MAX_DETAIL = 2000;

  public ImageRejected {
    if (imageId != null) {
      ImageId.require(imageId);
    }
    Objects.requireNonNull(reason, "reason");
    detail = Excerpt.cut(Objects.requireNonNull(detail, "detail"), MAX_DETAIL);
    Objects.requireNonNull(origin, "origin");
    Require.moment("rejectedAt", rejectedAt);
  }

  /** A rejection before a version was chosen. */
  public ImageRejected(
      String imageId,
      ObjectRef object,
      RejectionReason reason,
      String detail,
      Origin origin,
      Instant rejectedAt) {
    this(imageId, object, reason, detail, null, origin, rejectedAt);
  }

  /** The image id, or the origin's position if no id is known. */
  @Override
  public String key() {
    return imageId != null ? imageId : origin.toString();
  }

  @Override
  public Instant occurredAt() {
    return rejectedAt;
  }

  /**
   * The position of a record in Kafka.
   *
   * @param topic the topic's name
   * @param partition the partition, from 0
   * @param offset the offset, from 0
   */
  public record Origin(String topic, int partition, long offset) {
    public Origin {
      Require.text("topic", topic, 1, 249);
      if (partition < 0 || offset < 0) {
        throw new IllegalArgumentException(
            "partition and offset must be at least 0, but are " + partition + " and " + offset);
      }
    }

    @Override
    public String toString() {
      return topic + "-" + partition + "@" + offset;
    }
  }
}
