package dev.weft.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Creates spans about records according to OpenTelemetry's <a
 * href="https://opentelemetry.io/docs/specs/semconv/messaging/kafka/">semantic conventions for
 * Kafka</a>: the consumer of a record continues the producer's trace. Thread-safe.
 */
public final class KafkaSpans {

  /** Limit of links per span: a training learns from more labels than a trace can usefully show. */
  public static final int MOST_LINKS = 32;

  private static final AttributeKey<String> COMPONENT = AttributeKey.stringKey("weft.component");
  private static final AttributeKey<String> IMAGE = AttributeKey.stringKey("weft.image.id");
  private static final AttributeKey<String> MODEL = AttributeKey.stringKey("weft.model.name");
  private static final AttributeKey<Long> VERSION = AttributeKey.longKey("weft.model.version");
  private static final AttributeKey<String> TRAINING = AttributeKey.stringKey("weft.training.id");

  private final Tracer tracer;
  private final String component;

  KafkaSpans(Tracer tracer, String component) {
    this.tracer = tracer;
    this.component = component;
  }

  /**
   * Starts the span of processing a record, as a child of the producer's span.
   *
   * @param group the consumer group; null for a reader without one
   */
  public Span process(ConsumerRecord<?, ?> record, String group, Instant begun) {
    SpanBuilder span =
        builder(
                "process " + record.topic(),
                SpanKind.CONSUMER,
                RecordHeaders.context(record.headers()))
            .setStartTimestamp(begun)
            .setAttribute("messaging.destination.partition.id", "" + record.partition())
            .setAttribute("messaging.kafka.offset", record.offset());
    if (group != null) {
      span.setAttribute("messaging.consumer.group.name", group);
    }
    return messaging(span, "process", record.topic(), record.key());
  }

  /**
   * Processes a record within its span; records that this thread sends meanwhile continue the
   * trace.
   */
  @SuppressWarnings("try") // only closed, not used otherwise
  public void processing(ConsumerRecord<?, ?> record, String group, Runnable work) {
    Span span = process(record, group, Instant.now());
    try (Scope scope = Context.root().with(span).makeCurrent()) {
      work.run();
    } catch (RuntimeException e) {
      throw failed(span, e);
    } finally {
      span.end();
    }
  }

  private static RuntimeException failed(Span span, RuntimeException e) {
    span.setStatus(StatusCode.ERROR, String.valueOf(e.getMessage()));
    span.setAttribute("error.type", e.getClass().getName());
    return e;
  }

  /**
   * Records how long a record waited in its topic, as a sibling of the processing span.
   *
   * @param record whose timestamp was set by its producer
   */
  public void waited(ConsumerRecord<?, ?> record, Instant until) {
    Context sender = RecordHeaders.context(record.headers());
    Instant from = Instant.ofEpochMilli(record.timestamp());
    if (Span.fromContext(sender).getSpanContext().isSampled() && from.isBefore(until)) {
      builder("queue " + record.topic(), SpanKind.INTERNAL, sender)
          .setStartTimestamp(from)
          .startSpan()
          .end(until);
    }
  }

  /**
   * Starts the span of sending a record, and injects its context into the record's headers.
   *
   * @param cause context of the parent span
   */
  public Span send(ProducerRecord<?, ?> record, Context cause, Instant begun) {
    SpanBuilder builder =
        builder("send " + record.topic(), SpanKind.PRODUCER, cause).setStartTimestamp(begun);
    Span span = messaging(builder, "send", record.topic(), record.key());
    if (span.getSpanContext().isValid()) {
      RecordHeaders.write(cause.with(span), record.headers());
    }
    return span;
  }

  /**
   * Sends a record within a span, as a child of the thread's current span; an exception marks the
   * span as failed.
   *
   * @param send returns when the record is sent
   */
  public void sending(ProducerRecord<?, ?> record, Subject subject, Runnable send) {
    sending(record, subject, List.of(), send);
  }

  /**
   * Sends a record within a span that has links.
   *
   * @param because trace parents of the causes, which the span is linked to
   */
  public void sending(
      ProducerRecord<?, ?> record, Subject subject, List<String> because, Runnable send) {
    Span span = about(send(record, Context.current(), Instant.now()), subject);
    link(span, because);
    try {
      LogFields.about(subject, send);
    } catch (RuntimeException e) {
      throw failed(span, e);
    } finally {
      span.end();
    }
  }

  /** Links a span to the senders' spans by their trace parents, up to the limit of links. */
  public static void link(Span span, Collection<String> parents) {
    parents.stream()
        .limit(MOST_LINKS)
        .map(RecordHeaders::named)
        .forEach(other -> link(span, other));
  }

  /** Links a span to another, if the other is valid. */
  public static void link(Span span, SpanContext other) {
    if (other.isValid()) {
      span.addLink(other);
    }
  }

  /** Copies what spans need of a record that is processed later, without its value. */
  public static <K, V> ConsumerRecord<K, V> withoutValue(ConsumerRecord<K, V> record) {
    return new ConsumerRecord<>(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.timestampType(),
        record.serializedKeySize(),
        0,
        record.key(),
        null,
        record.headers(),
        record.leaderEpoch());
  }

  /** Injects the context of a sending span into another record. */
  public static void carry(Span send, ProducerRecord<?, ?> record) {
    if (send.getSpanContext().isValid()) {
      RecordHeaders.write(Context.root().with(send), record.headers());
    }
  }

  /** Creates a child span for a completed stage of a span's work. */
  public Span stage(Span of, String name, Instant from) {
    return builder(name, SpanKind.INTERNAL, Context.root().with(of))
        .setStartTimestamp(from)
        .startSpan();
  }

  /** Sets the attributes of a span's subject. */
  public static Span about(Span span, Subject subject) {
    if (subject.imageId() != null) {
      span.setAttribute(IMAGE, subject.imageId());
    }
    if (subject.model() != null) {
      span.setAttribute(MODEL, subject.model());
    }
    if (subject.version() != null) {
      span.setAttribute(VERSION, subject.version().longValue());
    }
    if (subject.trainingId() != null) {
      span.setAttribute(TRAINING, subject.trainingId());
    }
    return span;
  }

  private SpanBuilder builder(String name, SpanKind kind, Context parent) {
    return tracer
        .spanBuilder(name)
        .setParent(parent)
        .setSpanKind(kind)
        .setAttribute(COMPONENT, component);
  }

  private static Span messaging(SpanBuilder span, String operation, String topic, Object key) {
    span.setAttribute("messaging.system", "kafka")
        .setAttribute("messaging.operation.name", operation)
        .setAttribute("messaging.operation.type", operation)
        .setAttribute("messaging.destination.name", topic);
    if (key != null) {
      span.setAttribute("messaging.kafka.message.key", key.toString());
    }
    return span.startSpan();
  }
}
