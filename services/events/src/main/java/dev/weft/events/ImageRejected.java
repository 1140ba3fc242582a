package dev.weft.events;

import java.time.Instant;
import java.util.Objects;

/**
 * An image, or an event about one, that can never be classified. Schema: {@code image-rejected.v1}.
 *
 * @param imageId the image; null where the event did not say or named no valid id
 * @param object the image's bytes; null where the event did not say
 * @param reason why, for machines
 * @param detail why, for people: what was wrong, with which value, and what to do
 * @param origin the record that asked for the prediction
 * @param rejectedAt when it was decided
 */
public record ImageRejected(
    String imageId,
    ObjectRef object,
    RejectionReason reason,
    String detail,
    Origin origin,
    Instant rejectedAt)
    implements WeftEvent {

  public ImageRejected {
    if (imageId != null) {
      ImageId.require(imageId);
    }
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(detail, "detail");
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(rejectedAt, "rejectedAt");
  }

  /** The image id, or the origin's position where no id is known. */
  @Override
  public String key() {
    return imageId != null ? imageId : origin.toString();
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
      Objects.requireNonNull(topic, "topic");
    }

    @Override
    public String toString() {
      return topic + "-" + partition + "@" + offset;
    }
  }
}
