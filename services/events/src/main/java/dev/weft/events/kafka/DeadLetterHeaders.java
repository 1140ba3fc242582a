package dev.weft.events.kafka;

import dev.weft.events.image.ImageRejected;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;

/**
 * What a rejection says in headers too, under the names of SmallRye's <a
 * href="https://smallrye.io/smallrye-reactive-messaging/latest/kafka/receiving-kafka-records/">dead-letter
 * queue</a>, so that tools for such queues read Weft's. Its names of Java exceptions are left out:
 * no rejection is one. Written only; what counts is the event.
 */
public final class DeadLetterHeaders {

  /** What was wrong, for people: the event's {@code detail}. */
  public static final String REASON = "dead-letter-reason";

  /** Why, for machines: the event's {@code reason}. */
  public static final String CAUSE = "dead-letter-cause";

  /** Where the record lies that was refused. */
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
