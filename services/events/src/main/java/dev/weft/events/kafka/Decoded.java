package dev.weft.events.kafka;

import dev.weft.events.WeftEvent;
import dev.weft.events.image.ImageRejected;
import dev.weft.events.image.ImageRejected.Origin;
import dev.weft.events.image.RejectionReason;
import java.time.Instant;

/** What a Kafka record turned out to be. */
public sealed interface Decoded<T extends WeftEvent> {

  /**
   * An event that its schema accepts.
   *
   * @param cloudEvent its attributes; made from the record's position for a plain JSON value
   */
  record Valid<T extends WeftEvent>(T event, CloudEvent cloudEvent) implements Decoded<T> {}

  /**
   * No event of the wanted kind.
   *
   * @param detail what was wrong, with which value, and what to do
   * @param imageId the image that it was about; null where key and value name none, or two
   */
  record Invalid<T extends WeftEvent>(String detail, String imageId) implements Decoded<T> {

    /** The event that says so. */
    public ImageRejected rejection(Origin origin, Instant rejectedAt) {
      return new ImageRejected(
          imageId, null, RejectionReason.INVALID_EVENT, detail, origin, rejectedAt);
    }
  }

  /**
   * A record without a value in a compacted topic: what was said of the key no longer holds.
   *
   * @param key the record's, never null
   */
  record Removed<T extends WeftEvent>(String key) implements Decoded<T> {}
}
