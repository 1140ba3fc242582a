package dev.weft.events.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.events.Excerpt;
import dev.weft.events.ImageId;
import dev.weft.events.WeftEvent;
import dev.weft.events.catalog.EventType;
import dev.weft.events.image.ImageRejected;
import dev.weft.events.image.ImageRejected.Origin;
import dev.weft.events.json.EventJson;
import dev.weft.events.json.EventSchema;
import dev.weft.events.json.JsonRefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Converts events to and from Kafka records: CloudEvents 1.0, validated against the schemas. Writes
 * binary mode, and reads structured mode as well. Thread-safe; compiles the schemas when it is
 * created, so reuse it.
 */
public final class EventCodec {

  /** Maximum size of a value in bytes; larger ones are refused unread. */
  public static final int MAX_VALUE_BYTES = 256 * 1024;

  /** Maximum size of all headers in bytes, names and values; more are refused unread. */
  public static final int MAX_HEADER_BYTES = 64 * 1024;

  /** Prefix of the schemas' own {@code $id}. */
  public static final String SCHEMA_IDS = "urn:weft:schema:";

  private final String schemaBase;

  private final Map<EventType, EventSchema> schemas =
      Arrays.stream(EventType.values())
          .collect(
              Collectors.toMap(
                  Function.identity(),
                  type -> EventSchema.named(type.schema()),
                  (one, other) -> one,
                  () -> new EnumMap<>(EventType.class)));

  /** Creates a codec whose events name their schemas by {@code $id}. */
  public EventCodec() {
    this(SCHEMA_IDS);
  }

  /**
   * Creates a codec.
   *
   * @param schemaBase prefix of the URI of an event's schema, followed by the schema's name
   */
  public EventCodec(String schemaBase) {
    this.schemaBase = Objects.requireNonNull(schemaBase, "schemaBase");
  }

  /** Returns the record to send; the producer's partitioner chooses the partition by its key. */
  public ProducerRecord<String, byte[]> encode(WeftEvent event, CloudEvent attributes) {
    return encode(event, attributes, null);
  }

  /**
   * Returns the record to send.
   *
   * @param partition the partition, such as that of the record that caused the event; null for the
   *     partitioner's choice
   */
  public ProducerRecord<String, byte[]> encode(
      WeftEvent event, CloudEvent attributes, Integer partition) {
    EventType type = EventType.of(event.getClass());
    if (!type.ceType().equals(attributes.type())) {
      throw new IllegalArgumentException(
          "attributes of " + attributes.type() + " do not belong to " + event);
    }
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(type.topic(), partition, event.key(), EventJson.write(event));
    CloudEventHeaders.write(attributes, event.key(), schemaUri(type), record.headers());
    if (event instanceof ImageRejected rejected) {
      DeadLetterHeaders.write(rejected, record.headers());
    }
    return record;
  }

  /**
   * Returns the tombstone that removes a key from a compacted topic.
   *
   * @param type the type of the topic's events
   */
  public ProducerRecord<String, byte[]> removal(Class<? extends WeftEvent> type, String key) {
    EventType removed = EventType.of(type);
    if (!removed.isCompacted()) {
      throw new IllegalArgumentException(removed.topic() + " is not compacted");
    }
    return new ProducerRecord<>(removed.topic(), null, key, null);
  }

  /**
   * Decodes a record as one of its topic's events: the one that its type attribute names or,
   * without one, the topic's first in {@link EventType}. Never throws because of a record's
   * content.
   *
   * @throws IllegalArgumentException if the topic carries no event
   */
  public Decoded<? extends WeftEvent> decode(ConsumerRecord<String, byte[]> record) {
    List<EventType> types = EventType.ofTopic(record.topic());
    if (types.isEmpty()) {
      throw new IllegalArgumentException(record.topic() + " does not contain events");
    }
    EventType named = named(record).filter(types::contains).orElse(types.get(0));
    return decode(record, named.record());
  }

  /**
   * Decodes a record as an event of class {@code type}. A record without any {@code ce_} header is
   * decoded too, if its value conforms to the schema. Never throws because of a record's content.
   */
  public <T extends WeftEvent> Decoded<T> decode(
      ConsumerRecord<String, byte[]> record, Class<T> type) {
    JsonNode tree = null;
    EventType wanted = EventType.of(type);
    if (record.value() == null && wanted.isCompacted()) {
      return removed(record.key(), wanted);
    }
    try {
      checkSizes(record);
      tree = EventJson.parse(record.value());
      CloudEventHeaders.checkContentType(record.headers());
      boolean structured = CloudEventHeaders.isStructured(record.headers());
      boolean plain = !structured && CloudEventHeaders.absent(record.headers());
      CloudEvent attributes = plain ? null : attributes(record, structured, tree).of(wanted);
      tree = structured ? new StructuredEvent(tree).data() : tree;
      T event = event(tree, wanted, type);
      checkKey(record.key(), event);
      return new Decoded.Valid<>(event, plain ? ofPlain(record, wanted, event) : attributes);
    } catch (RefusedException e) {
      return new Decoded.Invalid<>(e.getMessage(), imageId(wanted, record.key(), tree));
    } catch (JsonRefusedException e) {
      return new Decoded.Invalid<>(
          "the value " + e.getMessage(), imageId(wanted, record.key(), tree));
    }
  }

  /**
   * Returns the JSON object of a record's event in either mode, without validating it.
   *
   * @throws JsonRefusedException if the value is not a JSON object
   */
  public static JsonNode json(ConsumerRecord<String, byte[]> record) {
    JsonNode tree = EventJson.parse(record.value());
    return CloudEventHeaders.isStructured(record.headers()) ? tree.path("data") : tree;
  }

  /** Returns the same as text; unchanged if the value is nothing but the event. */
  public static String text(ConsumerRecord<String, byte[]> record) {
    return CloudEventHeaders.isStructured(record.headers())
        ? json(record).toString()
        : new String(record.value(), StandardCharsets.UTF_8);
  }

  /** Returns the URI of an event's schema. */
  public String schemaUri(EventType type) {
    return schemaBase + type.schema();
  }

  /** Returns the event type that a record's attributes name. */
  private static Optional<EventType> named(ConsumerRecord<String, byte[]> record) {
    if (!CloudEventHeaders.isStructured(record.headers())) {
      return CloudEventHeaders.attributes(record.headers()).type();
    }
    try {
      checkSizes(record);
      return new StructuredEvent(EventJson.parse(record.value())).attributes().type();
    } catch (RefusedException | JsonRefusedException e) {
      return Optional.empty();
    }
  }

  private static CloudEventAttributes attributes(
      ConsumerRecord<String, byte[]> record, boolean structured, JsonNode tree) {
    return structured
        ? new StructuredEvent(tree).attributes()
        : CloudEventHeaders.attributes(record.headers());
  }

  /** The record's position. */
  public static Origin origin(ConsumerRecord<?, ?> record) {
    return new Origin(record.topic(), record.partition(), record.offset());
  }

  private static <T extends WeftEvent> Decoded<T> removed(String key, EventType type) {
    if (key == null || type.isOfImage() && !ImageId.isValid(key)) {
      return new Decoded.Invalid<>(
          "a record without a value must have the key of the removed event, but has "
              + (key == null ? "none" : Excerpt.of(key)),
          null);
    }
    return new Decoded.Removed<>(key);
  }

  private <T extends WeftEvent> T event(JsonNode tree, EventType wanted, Class<T> type) {
    schemas
        .get(wanted)
        .complaint(tree)
        .ifPresent(
            complaint -> {
              throw new RefusedException(complaint);
            });
    return EventJson.read(tree, type);
  }

  private static void checkSizes(ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      throw new RefusedException("the record has no value (a tombstone)");
    }
    checkSize("the value", record.value().length, MAX_VALUE_BYTES);
    long headers = 0;
    for (Header header : record.headers()) {
      headers += header.key().length() + (header.value() == null ? 0 : header.value().length);
    }
    checkSize("the headers", headers, MAX_HEADER_BYTES);
  }

  private static void checkSize(String what, long bytes, int max) {
    if (bytes > max) {
      throw new RefusedException(
          "%s must have at most %d KiB, but has %d bytes".formatted(what, max / 1024, bytes));
    }
  }

  private static void checkKey(String key, WeftEvent event) {
    if (key == null) {
      throw new RefusedException(
          "the record has no key: it must be %s (kafka-console-producer: --property parse.key=true)"
              .formatted(Excerpt.of(event.key())));
    }
    if (!key.equals(event.key())) {
      throw new RefusedException(
          "the record's key must be the event's, %s, but is %s"
              .formatted(Excerpt.of(event.key()), Excerpt.of(key)));
    }
  }

  private static CloudEvent ofPlain(
      ConsumerRecord<String, byte[]> record, EventType type, WeftEvent event) {
    return new CloudEvent(
        origin(record).toString(), type.ceType(), "kafka:" + record.topic(), event.occurredAt());
  }

  /**
   * Returns the image id that key and value agree on; null if they name none, or different ones.
   */
  private static String imageId(EventType type, String key, JsonNode tree) {
    if (!type.isOfImage()) {
      return null;
    }
    String named = tree == null ? null : tree.path("imageId").textValue();
    if (named != null && key != null && !named.equals(key)) {
      return null;
    }
    String id = named != null ? named : key;
    return ImageId.isValid(id) ? id : null;
  }
}
