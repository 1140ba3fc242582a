package dev.weft.systemtests.badinput;

import static dev.weft.systemtests.badinput.RunningWeft.goodImage;
import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.weft.events.catalog.Topics;
import java.net.URLEncoder;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records on {@code weft.s3.notifications}. */
final class NotificationCases {

  private static final String INVALID = "rejected invalid_event";
  private static final String RECORD =
      """
      {"eventName": "s3:ObjectCreated:Put", "eventTime": "2026-11-24T12:00:00Z",
       "s3": {"bucket": {"name": "weft"}, "object": {"key": "images%2Fnotified.png", "size": 17, "eTag": "abc"}}}
      """;

  private static final String PASSED_OVER =
      "weft_classifier_notifications_total{result=\"ignored\"";

  private NotificationCases() {}

  static List<BadCase> all() {
    return Stream.of(invalid(), objects(), passedOver()).flatMap(List::stream).toList();
  }

  private static List<BadCase> invalid() {
    return List.of(
        value("notification-cut-off", "JSON that is cut off", "the value", "{\"Records\": ["),
        value("notification-array", "JSON that is no object", "object", "[]"),
        value("notification-tombstone", "no value", "no value (a tombstone)", null),
        value(
            "notification-no-records",
            "no records",
            "Records",
            "{\"EventName\": \"s3:ObjectCreated:Put\"}"),
        value(
            "notification-300-kib",
            "a value of 300 KiB",
            "must have at most 256 KiB",
            record("abc", "x".repeat(300 << 10))),
        value(
            "notification-control",
            "a key with a line feed",
            "key",
            record("images%2Fnotified.png", "images%2Fa%0Ab.png")),
        value(
            "notification-climbs",
            "a key with path traversal (`../`)",
            "key",
            record("images%2Fnotified.png", "images%2F..%2Fmodels")),
        value(
            "notification-bucket",
            "a bucket that cannot be",
            "bucket",
            record("\"weft\"", "\"No Bucket!\"")),
        value(
            "notification-time", "a time that is none", "", record("2026-11-24T12:00:00Z", "noon")),
        value("notification-size", "a size below zero", "", record("17", "-17")));
  }

  private static List<BadCase> objects() {
    return List.of(
        notified(
            "notification-object-missing",
            "an object that is not there",
            "rejected object_missing",
            "the object weft/images/",
            "images/nowhere.png",
            weft -> {}),
        notified(
            "notification-other-size",
            "a size that is not the object's: the store is asked",
            "classified",
            "green",
            "images/resized.png",
            weft -> weft.put("images/resized.png", goodImage())),
        notified(
            "notification-bad-escape",
            "a key whose escapes are broken is the key itself, and nothing lies there",
            "rejected object_missing",
            "the object weft/images/no%zz.png",
            "images/no%zz.png",
            "images/no%zz.png",
            weft -> {}),
        notified(
            "notification-not-encoded",
            "a key that the store has not encoded",
            "classified",
            "green",
            "images/100%+a+.png",
            "images/100%+a+.png",
            weft -> weft.put("images/100%+a+.png", goodImage())),
        notified(
            "notification-unknown-model",
            "an object for a model that was never published",
            "rejected unknown_model",
            "hats",
            "by-model/hats/images/a.png",
            weft -> weft.put("by-model/hats/images/a.png", goodImage())),
        notified(
            "notification-no-label",
            "an object whose folder cannot be a label",
            "classified",
            "green",
            "labeled/ hat/a.png",
            weft -> weft.put("labeled/ hat/a.png", goodImage())));
  }

  private static List<BadCase> passedOver() {
    return List.of(
        passedOver(
            "notification-removal",
            "an object that was removed",
            "s3:ObjectCreated:Put",
            "s3:ObjectRemoved:Delete"),
        passedOver(
            "notification-unknown-event",
            "an event that there is not",
            "s3:ObjectCreated:Put",
            "s3:ObjectAdmired:Often"),
        passedOver(
            "notification-of-a-model",
            "an object that is a model's file",
            "images%2Fnotified.png",
            "models%2Fclothing%2F1%2Fmanifest.json"),
        passedOver(
            "notification-of-a-folder",
            "an object that is a folder",
            "images%2Fnotified.png",
            "images%2Ffolder%2F"));
  }

  private static BadCase notified(
      String id, String what, String kind, String says, String key, Consumer<RunningWeft> before) {
    return notified(id, what, kind, says, key, URLEncoder.encode(key, UTF_8), before);
  }

  /**
   * A valid notification about an object that may or may not exist.
   *
   * @param said the key as the notification encodes it
   */
  private static BadCase notified(
      String id,
      String what,
      String kind,
      String says,
      String key,
      String said,
      Consumer<RunningWeft> before) {
    String value = record("images%2Fnotified.png", said);
    return new BadCase(
        id,
        what,
        kind,
        says,
        weft -> {
          before.accept(weft);
          weft.send(record(value));
          return weft.answerAbout(weft.imageAt(key, "abc"));
        });
  }

  private static BadCase passedOver(String id, String what, String part, String other) {
    return new BadCase(
        id,
        what,
        "passed over",
        "",
        weft -> {
          double before = weft.counted(PASSED_OVER);
          weft.send(record(record(part, other)));
          await("the count of what is passed over")
              .atMost(TIMEOUT)
              .until(() -> weft.counted(PASSED_OVER) > before);
          return Answer.of("passed over", "");
        });
  }

  private static ProducerRecord<String, byte[]> record(String value) {
    return new ProducerRecord<>(
        Topics.S3_NOTIFICATIONS,
        "weft/images/notified.png",
        value == null ? null : value.getBytes(UTF_8));
  }

  private static String record(String part, String other) {
    return "{\"Records\": [" + RECORD.replace(part, other) + "]}";
  }

  private static BadCase value(String id, String what, String says, String value) {
    return new BadCase(id, what, INVALID, says, weft -> weft.image(record(value)));
  }
}
