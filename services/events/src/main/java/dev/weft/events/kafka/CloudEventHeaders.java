package dev.weft.events.kafka;

import dev.weft.events.EventType;
import dev.weft.events.Excerpt;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * CloudEvents 1.0 in the binary mode of its <a
 * href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">Kafka
 * binding</a>: each attribute a header, the value the event's JSON alone.
 */
public final class CloudEventHeaders {

  public static final String SPEC_VERSION = "ce_specversion";
  public static final String ID = "ce_id";
  public static final String TYPE = "ce_type";
  public static final String SOURCE = "ce_source";
  public static final String TIME = "ce_time";
  public static final String CONTENT_TYPE = "content-type";

  static final String JSON = "application/json";

  private static final String PREFIX = "ce_";
  private static final String VERSION = "1.0";

  private CloudEventHeaders() {}

  static void write(CloudEvent attributes, Headers headers) {
    put(headers, SPEC_VERSION, VERSION);
    put(headers, ID, attributes.id());
    put(headers, TYPE, attributes.type());
    put(headers, SOURCE, attributes.source());
    if (attributes.time() != null) {
      put(headers, TIME, attributes.time().toString());
    }
    put(headers, CONTENT_TYPE, JSON);
  }

  /** Whether nobody claims that this is a CloudEvent. */
  static boolean absent(Headers headers) {
    for (Header header : headers) {
      if (header.key().startsWith(PREFIX)) {
        return false;
      }
    }
    return true;
  }

  /** The event that {@link #TYPE} names; empty if it names none of Weft's. */
  static Optional<EventType> type(Headers headers) {
    return Optional.ofNullable(text(headers, TYPE)).flatMap(EventType::ofCeType);
  }

  static CloudEvent read(Headers headers, EventType wanted) {
    String version = required(headers, SPEC_VERSION);
    if (!VERSION.equals(version)) {
      throw new RefusedException(
          SPEC_VERSION + " must be " + VERSION + ", but is " + Excerpt.of(version));
    }
    String type = required(headers, TYPE);
    if (!wanted.ceType().equals(type)) {
      throw new RefusedException(unwanted(type, wanted));
    }
    return new CloudEvent(
        required(headers, ID), type, required(headers, SOURCE), time(text(headers, TIME)));
  }

  /** Refuses a media type other than JSON; none at all means JSON. */
  static void checkContentType(Headers headers) {
    String contentType = text(headers, CONTENT_TYPE);
    if (contentType == null) {
      return;
    }
    String media = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!media.equals(JSON)) {
      boolean structured = media.startsWith("application/cloudevents");
      throw new RefusedException(
          CONTENT_TYPE
              + (" must be " + JSON + ", but is " + Excerpt.of(contentType))
              + (structured ? ": CloudEvents are read in binary mode only" : ""));
    }
  }

  private static String unwanted(String type, EventType wanted) {
    String must = TYPE + " must be " + wanted.ceType() + ", but is " + Excerpt.of(type);
    String family = wanted.ceType().substring(0, wanted.ceType().lastIndexOf('.') + 1);
    if (type.startsWith(family)) {
      return must + ": this release does not know that version";
    }
    return EventType.ofCeType(type)
        .map(other -> must + ", which belongs into topic " + other.topic())
        .orElse(must);
  }

  private static Instant time(String text) {
    if (text == null) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new RefusedException(
          TIME + " must be a time as of RFC 3339, but is " + Excerpt.of(text));
    }
  }

  private static String required(Headers headers, String name) {
    String text = text(headers, name);
    if (text == null || text.isBlank()) {
      throw new RefusedException(
          "header "
              + name
              + (text == null ? " is missing" : " is empty")
              + ": send all of "
              + SPEC_VERSION
              + ", "
              + ID
              + ", "
              + TYPE
              + " and "
              + SOURCE
              + ", or no CloudEvents header at all");
    }
    return text;
  }

  private static String text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static void put(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
