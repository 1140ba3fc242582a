package dev.weft.systemtests.badinput;

import static dev.weft.systemtests.badinput.RunningWeft.BUCKET;
import static dev.weft.systemtests.badinput.UploadEvents.edited;
import static dev.weft.systemtests.badinput.UploadEvents.event;
import static dev.weft.systemtests.badinput.UploadEvents.raw;
import static dev.weft.systemtests.badinput.UploadEvents.with;
import static dev.weft.systemtests.badinput.UploadEvents.without;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.events.image.ImageUploaded;
import dev.weft.events.image.ObjectRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Invalid records on {@code weft.images.uploaded}. */
final class EventCases {

  private static final String INVALID = "rejected invalid_event";

  private EventCases() {}

  static List<BadCase> all() {
    return Stream.of(values(), fields(), keys(), headers(), objects())
        .flatMap(List::stream)
        .toList();
  }

  private static List<BadCase> values() {
    return List.of(
        invalid(
            "event-cut-off",
            "JSON that is cut off",
            "the value",
            id -> raw(id, "{\"imageId\": \"x\", ")),
        invalid("event-array", "JSON that is no object", "object", id -> raw(id, "[1, 2, 3]")),
        invalid("event-number", "a number", "object", id -> raw(id, "17")),
        invalid(
            "event-tombstone",
            "no value",
            "the record has no value (a tombstone)",
            id -> raw(id, (byte[]) null)),
        invalid("event-empty", "an empty value", "the value", id -> raw(id, "")),
        invalid("event-noise", "random bytes", "the value", id -> raw(id, noise())),
        invalid(
            "event-utf16",
            "JSON in UTF-16 that lacks fields",
            "required property",
            id -> raw(id, "{\"imageId\": \"x\"}".getBytes(UTF_16))),
        invalid(
            "event-broken-utf8", "text that is no UTF-8", "the value", id -> raw(id, brokenText())),
        invalid(
            "event-deep",
            "arrays in arrays, 10,000 deep",
            "the value",
            id -> raw(id, "[".repeat(10_000))),
        invalid(
            "event-field-twice",
            "a field twice",
            "the value",
            id -> raw(id, "{\"imageId\": \"a\", \"imageId\": \"b\"}")),
        invalid(
            "event-two-values",
            "two JSON values",
            "there is data after the value",
            id -> raw(id, "{} {}")),
        invalid(
            "event-long-number",
            "a number of 2,000 digits",
            "the value",
            id -> raw(id, "{\"size\": " + "9".repeat(2_000) + "}")),
        changed(
            "event-300-kib",
            "a value of 300 KiB",
            "must have at most 256 KiB",
            value -> value.put("more", "x".repeat(300 << 10))),
        changed(
            "event-900-kib",
            "a value of 900 KiB",
            "must have at most 256 KiB",
            value -> value.put("more", "x".repeat(900 << 10))));
  }

  private static List<BadCase> fields() {
    return List.of(
        changed("event-no-object", "no object", "object", value -> value.remove("object")),
        changed("event-no-id", "no image id", "imageId", value -> value.remove("imageId")),
        changed(
            "event-id-with-slash",
            "an image id with path traversal (`../`)",
            "imageId",
            value -> value.put("imageId", "a/../b")),
        changed(
            "event-id-too-long",
            "an image id of 200 characters",
            "imageId",
            value -> value.put("imageId", "x".repeat(200))),
        changed(
            "event-id-number",
            "an image id that is a number",
            "imageId",
            value -> value.put("imageId", 17)),
        changed("event-size-negative", "a size below zero", "size", object(o -> o.put("size", -1))),
        changed(
            "event-size-fraction",
            "a size that is a fraction",
            "size",
            object(o -> o.put("size", 1.5))),
        changed(
            "event-size-text", "a size that is a text", "size", object(o -> o.put("size", "17"))),
        changed(
            "event-sha-short",
            "a SHA-256 of three digits",
            "sha256",
            object(o -> o.put("sha256", "abc"))),
        changed(
            "event-bucket-name",
            "a bucket that cannot be",
            "bucket",
            object(o -> o.put("bucket", "No Bucket!"))),
        changed(
            "event-key-control",
            "an object's key with a line feed",
            "key",
            object(o -> o.put("key", "images/a\nb.png"))),
        changed(
            "event-key-nul",
            "an object's key with a NUL",
            "key",
            object(o -> o.put("key", "images/a\u0000b.png"))),
        changed(
            "event-key-climbs",
            "an object's key with path traversal (`../`)",
            "key",
            object(o -> o.put("key", "images/../models/x"))),
        changed(
            "event-key-too-long",
            "an object's key of 2,000 characters",
            "key",
            object(o -> o.put("key", "images/" + "x".repeat(2_000)))),
        changed("event-key-empty", "an empty object's key", "key", object(o -> o.put("key", ""))),
        changed(
            "event-time",
            "a time that is none",
            "uploadedAt",
            value -> value.put("uploadedAt", "yesterday")),
        changed(
            "event-time-far",
            "a time in the year 99999",
            "uploadedAt",
            value -> value.put("uploadedAt", "+99999-01-01T00:00:00Z")),
        changed(
            "event-deadline",
            "a deadline that is no time",
            "deadline",
            value -> value.put("deadline", "soon")),
        changed("event-tags-many", "33 tags", "tags", value -> tags(value, 33, "x")),
        changed(
            "event-tag-long",
            "a tag of 1,000 characters",
            "tags",
            value -> tags(value, 1, "x".repeat(1_000))),
        changed(
            "event-type-long",
            "a content type of 300 characters",
            "contentType",
            value -> value.put("contentType", "x".repeat(300))),
        changed(
            "event-model-name",
            "a model's name with path traversal (`../`)",
            "model",
            value -> value.put("model", "../clothing")));
  }

  private static List<BadCase> keys() {
    return List.of(
        of(
            "event-key-missing",
            "a record without a key",
            INVALID,
            "the record has no key",
            weft -> raw(null, event("unkeyed", weft.good(), null).value())),
        of(
            "event-key-of-another",
            "a record's key that is another image's",
            INVALID,
            "the record's key must be the event's",
            weft -> raw("another", event("keyed", weft.good(), null).value())),
        of(
            "event-key-huge",
            "a record's key of 10,000 characters",
            INVALID,
            "the record's key must be the event's",
            weft -> raw("k".repeat(10_000), event("keyed", weft.good(), null).value())));
  }

  private static List<BadCase> headers() {
    return List.of(
        headers(
            "event-version",
            "a version that there is not",
            "ce_type",
            record -> with(record, "ce_type", "weft.image.uploaded.v9")),
        headers(
            "event-other-type",
            "another event's type",
            "ce_type",
            record -> with(record, "ce_type", "weft.image.classified.v1")),
        headers(
            "event-specification",
            "another specification",
            "ce_specversion",
            record -> with(record, "ce_specversion", "9.9")),
        headers(
            "event-no-source",
            "CloudEvents' headers without a source",
            "ce_source",
            record -> without(record, "ce_source")),
        headers(
            "event-header-null",
            "a header without a value",
            "ce_id",
            record -> with(record, "ce_id", null)),
        headers(
            "event-header-time",
            "a header's time that is none",
            "ce_time",
            record -> with(record, "ce_time", "noon")),
        headers(
            "event-content-type",
            "a value that says it is no JSON",
            "content-type",
            record -> with(record, "content-type", "text/xml")),
        headers(
            "event-headers-100-kib",
            "100 KiB of headers",
            "the headers must have at most 64 KiB",
            record -> with(record, "x-baggage", "x".repeat(100 << 10))));
  }

  private static List<BadCase> objects() {
    return List.of(
        of(
            "event-object-missing",
            "an object that is not there",
            "rejected object_missing",
            "the object weft/images/nowhere.png does not exist",
            weft -> event("missing", new ObjectRef(BUCKET, "images/nowhere.png", 10, null), null)),
        of(
            "event-other-bucket",
            "an object in another bucket",
            INVALID,
            "the object is in bucket other, but only weft is used",
            weft -> event("bucket", new ObjectRef("other", weft.good().key(), 10, null), null)),
        of(
            "event-of-a-model",
            "an object that is a model's file",
            INVALID,
            "images are only stored below",
            weft ->
                event(
                    "model",
                    new ObjectRef(BUCKET, "models/clothing/1/manifest.json", 10, null),
                    null)),
        of(
            "event-of-a-data-set",
            "an object that is a data set",
            INVALID,
            "images are only stored below",
            weft -> event("dataset", new ObjectRef(BUCKET, "datasets/a.jsonl", 10, null), null)),
        of(
            "event-of-nobodys-model",
            "an object for a model that cannot be",
            INVALID,
            "images are only stored below",
            weft -> event("nobodys", new ObjectRef(BUCKET, "by-model/-/a.png", 10, null), null)),
        of(
            "event-object-size-less",
            "a size below the object's",
            "rejected checksum_mismatch",
            "the event specifies 10 bytes",
            weft -> event("size-less", new ObjectRef(BUCKET, weft.good().key(), 10, null), null)),
        of(
            "event-object-size-more",
            "a size above the object's",
            "rejected checksum_mismatch",
            "the event specifies 999999 bytes",
            weft ->
                event("size-more", new ObjectRef(BUCKET, weft.good().key(), 999_999, null), null)),
        of(
            "event-object-sha",
            "another SHA-256 than the object's",
            "rejected checksum_mismatch",
            "the event specifies SHA-256 000",
            weft ->
                event(
                    "sha",
                    new ObjectRef(BUCKET, weft.good().key(), weft.good().size(), "0".repeat(64)),
                    null)),
        of(
            "event-object-too-large",
            "an object of a terabyte, by its event",
            "rejected too_large",
            "1099511627776 bytes",
            weft ->
                event("terabyte", new ObjectRef(BUCKET, weft.good().key(), 1L << 40, null), null)),
        of(
            "event-object-empty",
            "an object of no bytes, by its event",
            "rejected checksum_mismatch",
            "specifies 0 bytes",
            weft -> event("no-bytes", new ObjectRef(BUCKET, weft.good().key(), 0, null), null)),
        of(
            "event-expired",
            "a deadline that is over",
            "rejected expired",
            "",
            weft -> event("late", weft.good(), Instant.now().minusSeconds(60))),
        of(
            "event-model-unknown",
            "a model that was never published",
            "rejected unknown_model",
            "the model \"hats\" does not exist",
            weft ->
                event(
                    new ImageUploaded(
                        "for-hats", weft.good(), null, Instant.now(), null, Map.of(), "hats"))));
  }

  private static Consumer<ObjectNode> object(Consumer<ObjectNode> edit) {
    return value -> edit.accept((ObjectNode) value.get("object"));
  }

  private static void tags(ObjectNode value, int count, String content) {
    ObjectNode tags = value.putObject("tags");
    for (int i = 0; i < count; i++) {
      tags.put("t" + i, content);
    }
  }

  private static BadCase invalid(
      String id,
      String what,
      String says,
      Function<String, ProducerRecord<String, byte[]>> record) {
    return of(id, what, INVALID, says, weft -> record.apply(id));
  }

  private static BadCase changed(String id, String what, String says, Consumer<ObjectNode> edit) {
    return of(id, what, INVALID, says, weft -> edited(id, weft.good(), edit));
  }

  private static BadCase headers(
      String id,
      String what,
      String says,
      Function<ProducerRecord<String, byte[]>, ProducerRecord<String, byte[]>> edit) {
    return of(id, what, INVALID, says, weft -> edit.apply(event(id, weft.good(), null)));
  }

  private static BadCase of(
      String id,
      String what,
      String kind,
      String says,
      Function<RunningWeft, ProducerRecord<String, byte[]>> record) {
    return new BadCase(id, what, kind, says, weft -> weft.image(record.apply(weft)));
  }

  private static byte[] noise() {
    byte[] bytes = new byte[512];
    new Random(5).nextBytes(bytes);
    return bytes;
  }

  private static byte[] brokenText() {
    byte[] text = "{\"imageId\": \"xx\"}".getBytes(UTF_8);
    text[13] = (byte) 0xff;
    return text;
  }
}
