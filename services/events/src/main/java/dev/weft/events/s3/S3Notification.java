package dev.weft.events.s3;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.events.json.EventJson;
import dev.weft.events.json.JsonRefusedException;
import java.util.List;

/**
 * A bucket notification as stores send it to Kafka, in Amazon's format, which MinIO, versitygw and
 * others use too. Schema: {@code s3-notification.v1}.
 */
public sealed interface S3Notification {

  /** Maximum size of a notification in bytes; larger ones are refused unread. */
  int MAX_BYTES = 256 * 1024;

  /**
   * A valid notification.
   *
   * @param changes in the notification's order; empty for a store's test event
   */
  record Valid(List<ObjectChange> changes) implements S3Notification {
    public Valid {
      changes = List.copyOf(changes);
    }
  }

  /**
   * An invalid notification.
   *
   * @param detail what was wrong, with which value
   */
  record Invalid(String detail) implements S3Notification {}

  /** Parses a record's value; never throws because of its content. */
  static S3Notification parse(byte[] value) {
    if (value == null) {
      return new Invalid("the record has no value (a tombstone)");
    }
    if (value.length > MAX_BYTES) {
      return new Invalid(
          "the value must have at most %d KiB, but has %d bytes"
              .formatted(MAX_BYTES / 1024, value.length));
    }
    try {
      JsonNode tree = EventJson.parse(value);
      return NotificationReader.read(tree);
    } catch (JsonRefusedException e) {
      return new Invalid("the value " + e.getMessage());
    }
  }
}
