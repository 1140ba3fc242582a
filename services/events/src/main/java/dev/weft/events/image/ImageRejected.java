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
 * @param imageId the image; null where the event did not say or named no valid id
 * @param object the image's bytes; null where the event did not say
 * @param reason why, for machines
 * @param detail why, for people: what was wrong, with which value, and what to do; cut after 2000
 *     characters, since it may quote what others sent
 * @param model the version that was to answer; null where none was chosen yet
 * @param origin the record that asked for the prediction
 * @param rejectedAt when it was decided
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

  /** Before a version was chosen. */
  public ImageRejected(
      String imageId,
      ObjectRef object,
      RejectionReason reason,
      String detail,
      Origin origin,
      Instant rejectedAt) {
    this(imageId, object, reason, detail, null, origin, rejectedAt);
  }

  /** The image id, or the origin's position where no id is known. */
  @Override
  public String key() {
    return imageId != null ? imageId : origin.toString();
  }

  @Override
  public Instant occurredAt() {
    return rejectedAt;
  }

  /**
   * A position in Kafka.
   *
   * @param topic topic's name
   * @param partition partition, from 0
   * @param offset offset, from 0
   */
  public record Origin(String topic, int partition, long offset) {
    public Origin {
      Require.text("topic", topic, 1, 249);
      if (partition < 0 || offset < 0) {
        throw new IllegalArgumentException(
            "partition and offset count from 0, but are " + partition + " and " + offset);
      }
    }

    @Override
    public String toString() {
      return topic + "-" + partition + "@" + offset;
    }
  }
}
