package dev.weft.events.s3;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.events.Excerpt;
import dev.weft.events.ObjectRef;
import dev.weft.events.json.EventSchema;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** From the notification's JSON to what it says. */
final class NotificationReader {

  private static final EventSchema SCHEMA = EventSchema.named("s3-notification.v1");
  private static final int MAX_CONTENT_TYPE = 255;

  private NotificationReader() {}

  static S3Notification read(JsonNode tree) {
    Optional<String> complaint = SCHEMA.complaint(tree);
    if (complaint.isPresent()) {
      return new S3Notification.Invalid(complaint.get());
    }
    List<ObjectChange> changes = new ArrayList<>();
    for (JsonNode record : tree.path("Records")) {
      try {
        changes.add(change(record));
      } catch (RuntimeException e) {
        // Bad URL encoding, or a bucket, key or time that the schema cannot rule out.
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
    String key = URLDecoder.decode(object.path("key").textValue(), StandardCharsets.UTF_8);
    String bucket = record.at("/s3/bucket/name").textValue();
    ObjectChange change =
        new ObjectChange(
            kind(record.path("eventName").textValue()),
            new ObjectRef(bucket, key, object.path("size").asLong(0), null),
            object.path("eTag").asText("").replace("\"", ""),
            OffsetDateTime.parse(record.path("eventTime").textValue()).toInstant(),
            contentType(object.path("contentType").textValue()),
            metadata(object.path("userMetadata")));
    change.uploaded(Map.of()); // so that it cannot fail later
    return change;
  }

  /** What is no media type says nothing; the decoder looks at the bytes anyway. */
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
