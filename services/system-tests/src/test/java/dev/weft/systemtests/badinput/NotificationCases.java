package dev.weft.systemtests.badinput;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.events.Topics;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records on {@code weft.s3.notifications}. */
final class NotificationCases {

  private static final String INVALID = "rejected invalid_event";
  private static final String RECORD =
      """
      {"eventName": "s3:ObjectCreated:Put", "eventTime": "2026-11-24T12:00:00Z",
       "s3": {"bucket": {"name": "weft"}, "object": {"key": "images%2Fnotified.png", "size": 17, "eTag": "abc"}}}
      """;

  private NotificationCases() {}

  static List<BadCase> all() {
    return List.of(
        value("notification-cut-off", "JSON that is cut off", "the value", "{\"Records\": ["),
        value("notification-array", "JSON that is no object", "object", "[]"),
        value("notification-tombstone", "no value", "no value (a tombstone)", null),
        value("notification-no-records", "no records", "Records", "{\"EventName\": \"s3:ObjectCreated:Put\"}"),
        value("notification-300-kib", "a value of 300 KiB", "may have 256 KiB", record("abc", "x".repeat(300 << 10))),
        value("notification-bad-escape", "a key whose escapes are broken", "cannot be read", record("images%2Fnotified.png", "images%zz")),
        value("notification-control", "a key with a line feed", "key", record("images%2Fnotified.png", "images%2Fa%0Ab.png")),
        value("notification-climbs", "a key that climbs", "key", record("images%2Fnotified.png", "images%2F..%2Fmodels")),
        value("notification-bucket", "a bucket that cannot be", "bucket", record("\"weft\"", "\"No Bucket!\"")),
        value("notification-time", "a time that is none", "", record("2026-11-24T12:00:00Z", "noon")),
        value("notification-size", "a size below zero", "", record("17", "-17")));
  }

  private static String record(String part, String other) {
    return "{\"Records\": [" + RECORD.replace(part, other) + "]}";
  }

  private static BadCase value(String id, String what, String says, String value) {
    return new BadCase(
        id,
        what,
        INVALID,
        says,
        weft ->
            weft.image(
                new ProducerRecord<>(
                    Topics.S3_NOTIFICATIONS,
                    "weft/images/notified.png",
                    value == null ? null : value.getBytes(UTF_8))));
  }
}
