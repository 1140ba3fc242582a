package dev.weft.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weft.events.ImageUploaded;
import dev.weft.events.ObjectRef;
import dev.weft.events.Topics;
import dev.weft.events.kafka.CloudEvent;
import dev.weft.events.kafka.EventCodec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records on {@code weft.images.uploaded} that no well-behaved program sends. */
final class BadEvents {

  private static final EventCodec CODEC = new EventCodec();
  private static final String NO_HASH = "0".repeat(64);

  private BadEvents() {}

  /**
   * One bad record.
   *
   * @param name what is wrong
   * @param reason the reason that it must be rejected with
   * @param record to be sent as it is
   */
  record BadEvent(String name, String reason, ProducerRecord<String, byte[]> record) {}

  /** All of them; {@code good} is an object that exists and is an image. */
  static List<BadEvent> about(ObjectRef good) {
    String json = new String(event("bad-template", good, null).value(), UTF_8);
    return List.of(
        invalid("not JSON", raw("bad-json", "{\"imageId\": \"bad-json\", ")),
        invalid("JSON, but no object", raw("bad-array", "[1, 2, 3]")),
        invalid("no value", raw("bad-null", null)),
        invalid("an empty value", raw("bad-empty", "")),
        invalid("binary noise", noise()),
        invalid(
            "an id with a slash",
            edited("bad/../id", json, t -> t.replace("bad-template", "bad/../id"))),
        invalid(
            "an id of 200 characters",
            edited("x".repeat(200), json, t -> t.replace("bad-template", "x".repeat(200)))),
        invalid("a key that is another image's", edited("bad-key", json, UnaryOperator.identity())),
        invalid(
            "no object",
            edited(
                "bad-noobject",
                json,
                t -> named(t, "bad-noobject").replace("\"object\"", "\"objekt\""))),
        invalid(
            "a size below zero",
            edited(
                "bad-size",
                json,
                t -> named(t, "bad-size").replaceAll("\"size\":\\d+", "\"size\":-1"))),
        invalid(
            "a time that is none",
            edited(
                "bad-time",
                json,
                t ->
                    named(t, "bad-time")
                        .replaceAll("\"uploadedAt\":\"[^\"]*\"", "\"uploadedAt\":\"yesterday\""))),
        invalid(
            "an unknown version",
            header(event("bad-version", good, null), "ce_type", "weft.image.uploaded.v9")),
        invalid(
            "another type",
            header(event("bad-type", good, null), "ce_type", "weft.image.classified.v1")),
        invalid(
            "another specification",
            header(event("bad-spec", good, null), "ce_specversion", "9.9")),
        invalid(
            "100 KiB of headers",
            header(event("bad-headers", good, null), "x-baggage", "x".repeat(100 << 10))),
        invalid(
            "a value of 300 KiB",
            edited("bad-large", json, t -> named(t, "bad-large") + " ".repeat(300 << 10))),
        new BadEvent(
            "a missing object",
            "object_missing",
            event(
                "bad-missing", new ObjectRef(good.bucket(), "images/nowhere.jpg", 10, null), null)),
        new BadEvent(
            "another checksum",
            "checksum_mismatch",
            event(
                "bad-checksum",
                new ObjectRef(good.bucket(), good.key(), good.size(), NO_HASH),
                null)),
        new BadEvent(
            "a deadline in the past",
            "expired",
            event("bad-late", good, Instant.now().minusSeconds(60))));
  }

  static ProducerRecord<String, byte[]> event(String id, ObjectRef object, Instant deadline) {
    ImageUploaded event =
        new ImageUploaded(id, object, "image/jpeg", Instant.now(), deadline, Map.of());
    return CODEC.encode(event, CloudEvent.of(event, "/system-tests"));
  }

  private static BadEvent invalid(String name, ProducerRecord<String, byte[]> record) {
    return new BadEvent(name, "invalid_event", record);
  }

  private static String named(String json, String id) {
    return json.replace("bad-template", id);
  }

  private static ProducerRecord<String, byte[]> edited(
      String key, String json, UnaryOperator<String> edit) {
    return raw(key, edit.apply(json));
  }

  private static ProducerRecord<String, byte[]> raw(String key, String value) {
    return new ProducerRecord<>(
        Topics.IMAGES_UPLOADED, key, value == null ? null : value.getBytes(UTF_8));
  }

  private static ProducerRecord<String, byte[]> noise() {
    byte[] bytes = new byte[512];
    new java.util.Random(5).nextBytes(bytes);
    return new ProducerRecord<>(Topics.IMAGES_UPLOADED, "bad-noise", bytes);
  }

  private static ProducerRecord<String, byte[]> header(
      ProducerRecord<String, byte[]> record, String name, String value) {
    record.headers().remove(name).add(name, value.getBytes(UTF_8));
    return record;
  }
}
