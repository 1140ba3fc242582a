package dev.weft.events.kafka;

import dev.weft.events.Excerpt;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * CloudEvents 1.0 in headers, by its <a
 * href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">Kafka
 * binding</a>. In binary mode, which Weft writes, each attribute is a header and the value is the
 * event's JSON alone. In structured mode, which Weft reads as well, the content type says that the
 * value holds both.
 */
public final class CloudEventHeaders {

  public static final String SPEC_VERSION = "ce_specversion";
  public static final String ID = "ce_id";
  public static final String TYPE = "ce_type";
  public static final String SOURCE = "ce_source";
  public static final String TIME = "ce_time";
  public static final String SUBJECT = "ce_subject";
  public static final String DATA_SCHEMA = "ce_dataschema";
  public static final String CONTENT_TYPE = "content-type";

  static final String JSON = "application/json";
  static final String STRUCTURED = "application/cloudevents+json";

  private static final String PREFIX = "ce_";

  private CloudEventHeaders() {}

  /**
   * Writes the headers.
   *
   * @param subject the event's subject, which is the record's key
   * @param schema URI of the value's schema
   */
  static void write(CloudEvent attributes, String subject, String schema, Headers headers) {
    put(headers, SPEC_VERSION, CloudEventAttributes.VERSION);
    put(headers, ID, attributes.id());
    put(headers, TYPE, attributes.type());
    put(headers, SOURCE, attributes.source());
    if (attributes.time() != null) {
      put(headers, TIME, attributes.time().toString());
    }
    put(headers, SUBJECT, subject);
    put(headers, DATA_SCHEMA, schema);
    put(headers, CONTENT_TYPE, JSON);
  }

  /** Returns the attributes of a record in binary mode. */
  static CloudEventAttributes attributes(Headers headers) {
    return new CloudEventAttributes(PREFIX, name -> text(headers, PREFIX + name));
  }

  /** Whether the value is a whole CloudEvent, with attributes and data. */
  static boolean isStructured(Headers headers) {
    String type = mediaType(headers);
    return type != null && type.equals(STRUCTURED);
  }

  /** Whether no header marks the record as a CloudEvent. */
  static boolean absent(Headers headers) {
    for (Header header : headers) {
      if (header.key().startsWith(PREFIX)) {
        return false;
      }
    }
    return true;
  }

  /** Refuses a media type other than JSON; an absent one means JSON. */
  static void checkContentType(Headers headers) {
    String type = mediaType(headers);
    if (type != null && !type.equals(JSON) && !type.equals(STRUCTURED)) {
      throw new RefusedException(
          "%s must be %s or %s, but is %s"
              .formatted(CONTENT_TYPE, JSON, STRUCTURED, Excerpt.of(text(headers, CONTENT_TYPE))));
    }
  }

  private static String mediaType(Headers headers) {
    String type = text(headers, CONTENT_TYPE);
    return type == null ? null : CloudEventAttributes.mediaType(type);
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
