package dev.weft.events.kafka;

import dev.weft.events.image.ImageRejected;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;

/**
 * Headers that repeat a rejection under the names of SmallRye's <a
 * href="https://smallrye.io/smallrye-reactive-messaging/latest/kafka/receiving-kafka-records/">dead-letter
 * queue</a>, so that tools for such queues can read Weft's. The headers for Java exceptions are
 * omitted, since a rejection is no exception. Written only; the event itself is authoritative.
 */
public final class DeadLetterHeaders {

  /** What was wrong, for people: the event's {@code detail}. */
  public static final String REASON = "dead-letter-reason";

  /** Why, for machines: the event's {@code reason}. */
  public static final String CAUSE = "dead-letter-cause";

  /** The topic of the refused record. */
  public static final String TOPIC = "dead-letter-topic";

  public static final String PARTITION = "dead-letter-partition";
  public static final String OFFSET = "dead-letter-offset";

  private DeadLetterHeaders() {}

  static void write(ImageRejected event, Headers headers) {
    put(headers, REASON, event.detail());
    put(headers, CAUSE, event.reason().code());
    put(headers, TOPIC, event.origin().topic());
    put(headers, PARTITION, Integer.toString(event.origin().partition()));
    put(headers, OFFSET, Long.toString(event.origin().offset()));
  }

  private static void put(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
