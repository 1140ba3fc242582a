package dev.weft.events.s3;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.events.Excerpt;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.json.EventSchema;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Parses a bucket notification. */
final class NotificationReader {

  private static final EventSchema SCHEMA = EventSchema.named("s3-notification.v1");
  private static final int MAX_CONTENT_TYPE = 255;

  /** Sent by a store to test whether it may write to the topic. */
  private static final String TEST_EVENT = "s3:TestEvent";

  private NotificationReader() {}

  static S3Notification read(JsonNode tree) {
    if (tree.path("Event").asText().equals(TEST_EVENT) && !tree.has("Records")) {
      return new S3Notification.Valid(List.of());
    }
    Optional<String> complaint = SCHEMA.complaint(tree);
    if (complaint.isPresent()) {
      return new S3Notification.Invalid(complaint.get());
    }
    List<ObjectChange> changes = new ArrayList<>();
    for (JsonNode record : tree.path("Records")) {
      try {
        changes.add(change(record));
      } catch (RuntimeException e) {
        // The bucket, key or time is invalid in a way that the schema cannot express.
        String key = record.at("/s3/object/key").textValue();
        return new S3Notification.Invalid(
            "the notification about object %s cannot be read: %s"
                .formatted(Excerpt.of(key), e.getMessage()));
      }
    }
    return new S3Notification.Valid(changes);
  }

  private static ObjectChange change(JsonNode record) {
    JsonNode object = record.at("/s3/object");
    Places places =
        Places.of(
            record.at("/s3/bucket/name").textValue(),
            object.path("key").textValue(),
            object.path("size").asLong(0));
    ObjectChange change =
        new ObjectChange(
            kind(record.path("eventName").textValue()),
            places.objects(),
            places.complaint(),
            text(object.path("eTag")).replace("\"", ""),
            OffsetDateTime.parse(record.path("eventTime").textValue()).toInstant(),
            contentType(object.path("contentType").textValue()),
            metadata(object.path("userMetadata")));
    for (ObjectRef place : places.objects()) {
      change.uploaded(place, change.etag()); // so that it cannot fail later
    }
    return change;
  }

  private static String text(JsonNode value) {
    return value.isTextual() ? value.textValue() : "";
  }

  /**
   * The possible keys of an object. Amazon and MinIO form-encode keys; other stores percent-encode
   * them or do not encode them at all.
   *
   * @param complaint see {@link ObjectChange}
   */
  private record Places(List<ObjectRef> objects, String complaint) {

    static Places of(String bucket, String key, long size) {
      List<ObjectRef> places = new ArrayList<>();
      String complaint = null;
      for (String reading : readings(key)) {
        try {
          places.add(new ObjectRef(bucket, reading, size, null));
        } catch (IllegalArgumentException e) {
          complaint = complaint == null ? e.getMessage() : complaint;
        }
      }
      if (places.isEmpty()) {
        throw new IllegalArgumentException(complaint);
      }
      return new Places(places, complaint);
    }

    private static Set<String> readings(String key) {
      Set<String> readings = new LinkedHashSet<>();
      for (String encoded : List.of(key, key.replace("+", "%2B"))) {
        try {
          readings.add(URLDecoder.decode(encoded, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
          // Not encoded in this way.
        }
      }
      readings.add(key);
      return readings;
    }
  }

  /** An invalid media type is dropped; the decoder detects the format from the bytes. */
  private static String contentType(String text) {
    return text == null || text.isEmpty() || text.length() > MAX_CONTENT_TYPE ? null : text;
  }

  private static ObjectChange.Kind kind(String eventName) {
    String name = eventName.startsWith("s3:") ? eventName.substring(3) : eventName;
    if (name.startsWith("ObjectCreated:")) {
      return ObjectChange.Kind.CREATED;
    }
    return name.startsWith("ObjectRemoved:") ? ObjectChange.Kind.REMOVED : ObjectChange.Kind.OTHER;
  }

  private static Map<String, String> metadata(JsonNode fields) {
    Map<String, String> metadata = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    fields.properties().forEach(f -> metadata.put(f.getKey(), f.getValue().textValue()));
    return Collections.unmodifiableMap(metadata);
  }
}
