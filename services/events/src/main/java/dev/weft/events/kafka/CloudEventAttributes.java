package dev.weft.events.kafka;

import dev.weft.events.Excerpt;
import dev.weft.events.catalog.EventType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The attributes of a record, not yet validated.
 *
 * @param prefix the prefix of the attributes' names in the record
 * @param values by name without the prefix; null for none
 */
record CloudEventAttributes(String prefix, UnaryOperator<String> values) {

  static final String VERSION = "1.0";

  private static final String SPEC_VERSION = "specversion";
  private static final String ID = "id";
  private static final String TYPE = "type";
  private static final String SOURCE = "source";
  private static final String TIME = "time";

  /** Returns the event type that the attributes name; empty if it is not one of Weft's. */
  Optional<EventType> type() {
    return Optional.ofNullable(values.apply(TYPE)).flatMap(EventType::ofCeType);
  }

  /** Validates the attributes of a wanted event, or refuses the record. */
  CloudEvent of(EventType wanted) {
    String version = required(SPEC_VERSION);
    if (!VERSION.equals(version)) {
      throw new RefusedException(
          prefix + SPEC_VERSION + " must be " + VERSION + ", but is " + Excerpt.of(version));
    }
    String type = required(TYPE);
    if (!wanted.ceType().equals(type)) {
      throw new RefusedException(unwanted(type, wanted));
    }
    return new CloudEvent(required(ID), type, required(SOURCE), time(values.apply(TIME)));
  }

  private String unwanted(String type, EventType wanted) {
    String must = prefix + TYPE + " must be " + wanted.ceType() + ", but is " + Excerpt.of(type);
    String family = wanted.ceType().substring(0, wanted.ceType().lastIndexOf('.') + 1);
    if (type.startsWith(family)) {
      return must + ": this release does not know that version";
    }
    return EventType.ofCeType(type)
        .map(other -> must + ", which belongs to topic " + other.topic())
        .orElse(must);
  }

  private Instant time(String text) {
    if (text == null) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new RefusedException(
          prefix + TIME + " must be an RFC 3339 time, but is " + Excerpt.of(text));
    }
  }

  private String required(String name) {
    String text = values.apply(name);
    if (text == null || text.isBlank()) {
      boolean header = !prefix.isEmpty();
      throw new RefusedException(
          "%s %s is %s: send all of %s, %s, %s and %s%s"
              .formatted(
                  header ? "header" : "attribute",
                  prefix + name,
                  text == null ? "missing" : "empty",
                  prefix + SPEC_VERSION,
                  prefix + ID,
                  prefix + TYPE,
                  prefix + SOURCE,
                  header ? ", or no CloudEvents header at all" : ""));
    }
    return text;
  }

  /** Returns a content type without its parameters. */
  static String mediaType(String contentType) {
    return contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }
}
