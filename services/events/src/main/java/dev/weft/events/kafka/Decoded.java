package dev.weft.events.kafka;

import dev.weft.events.WeftEvent;
import dev.weft.events.image.ImageRejected;
import dev.weft.events.image.ImageRejected.Origin;
import dev.weft.events.image.RejectionReason;
import java.time.Instant;

/** The result of decoding a Kafka record. */
public sealed interface Decoded<T extends WeftEvent> {

  /**
   * A valid event.
   *
   * @param cloudEvent its attributes; derived from the record's position for a plain JSON value
   */
  record Valid<T extends WeftEvent>(T event, CloudEvent cloudEvent) implements Decoded<T> {}

  /**
   * Not a valid event of the wanted type.
   *
   * @param detail what was wrong, with which value, and what to do
   * @param imageId the image that it was about; null if key and value name none, or different ones
   */
  record Invalid<T extends WeftEvent>(String detail, String imageId) implements Decoded<T> {

    /** Returns the event that rejects the image. */
    public ImageRejected rejection(Origin origin, Instant rejectedAt) {
      return new ImageRejected(
          imageId, null, RejectionReason.INVALID_EVENT, detail, origin, rejectedAt);
    }
  }

  /**
   * A tombstone in a compacted topic: earlier events of the key no longer apply.
   *
   * @param key the record's key, never null
   */
  record Removed<T extends WeftEvent>(String key) implements Decoded<T> {}
}
