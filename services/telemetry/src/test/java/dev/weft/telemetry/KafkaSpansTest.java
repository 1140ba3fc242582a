package dev.weft.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

class KafkaSpansTest {

  private static final String SENDER = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private final KeptSpans kept = new KeptSpans();
  private final KafkaSpans spans = kept.traces(Sampler.alwaysOn()).of("classifier");

  @Test
  void whoHandlesARecordGoesOnWithTheTraceOfWhoSentIt() {
    spans.process(received(SENDER), "a-group", Instant.EPOCH).end();

    SpanData span = kept.all().get(0);
    assertThat(span.getName()).isEqualTo("process a.topic");
    assertThat(span.getKind()).isEqualTo(SpanKind.CONSUMER);
    assertThat(span.getTraceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    assertThat(span.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
    assertThat(text(span, "messaging.system")).isEqualTo("kafka");
    assertThat(text(span, "messaging.operation.type")).isEqualTo("process");
    assertThat(text(span, "messaging.destination.name")).isEqualTo("a.topic");
    assertThat(text(span, "messaging.destination.partition.id")).isEqualTo("3");
    assertThat(text(span, "messaging.consumer.group.name")).isEqualTo("a-group");
    assertThat(text(span, "weft.component")).isEqualTo("classifier");
    assertThat(span.getAttributes().get(AttributeKey.longKey("messaging.kafka.offset")))
        .isEqualTo(7L);
  }

  @Test
  void aRecordOfAnyoneElseBeginsATrace() {
    for (String parent : new String[] {null, "", "00-nothing-of-the-kind-01", "x".repeat(70_000)}) {
      spans.process(received(parent), null, Instant.EPOCH).end();
    }

    assertThat(kept.all())
        .hasSize(4)
        .allSatisfy(span -> assertThat(span.getParentSpanContext().isValid()).isFalse());
  }

  @Test
  void aRecordThatIsSentCarriesItsSpanAndNothingThatWasThereBefore() {
    ProducerRecord<String, byte[]> record = new ProducerRecord<>("b.topic", "key", new byte[0]);
    put(record.headers(), SENDER);
    Span cause = spans.process(received(SENDER), null, Instant.EPOCH);

    Span send = spans.send(record, Context.root().with(cause), Instant.EPOCH);

    assertThat(record.headers().headers("traceparent")).hasSize(1);
    assertThat(RecordHeaders.sender(record.headers()).getSpanId())
        .isEqualTo(send.getSpanContext().getSpanId());
    assertThat(send.getSpanContext().getTraceId()).isEqualTo(cause.getSpanContext().getTraceId());
    assertThat(record.headers().lastHeader("baggage")).isNull();
  }

  @Test
  void whatIsSentWhileARecordIsHandledIsSentForIt() {
    ProducerRecord<String, byte[]> record = new ProducerRecord<>("b.topic", "key", new byte[0]);

    spans.processing(
        received(SENDER), null, () -> spans.sending(record, Subject.image("one"), () -> {}));

    assertThat(kept.all())
        .extracting(SpanData::getName)
        .containsExactly("send b.topic", "process a.topic");
    assertThat(kept.all().get(0).getParentSpanId()).isEqualTo(kept.all().get(1).getSpanId());
    assertThat(text(kept.all().get(0), "weft.image.id")).isEqualTo("one");
    assertThat(Span.current().getSpanContext().isValid()).isFalse();
  }

  @Test
  void whatCannotBeSentIsTheSpansFailureAndTheCallers() {
    ProducerRecord<String, byte[]> record = new ProducerRecord<>("b.topic", "key", new byte[0]);
    Runnable send =
        () -> {
          throw new IllegalStateException("the broker is away");
        };

    assertThatThrownBy(() -> spans.sending(record, Subject.image("one"), send))
        .hasMessage("the broker is away");

    assertThat(kept.all().get(0).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(text(kept.all().get(0), "error.type")).isEqualTo("java.lang.IllegalStateException");
  }

  @Test
  void linksAreBoundedAndLeadToSpansOnly() {
    Span span = spans.process(received(SENDER), null, Instant.EPOCH);
    List<String> many = new ArrayList<>(List.of("nonsense", SENDER));
    for (int i = 0; i < 100; i++) {
      many.add(SENDER);
    }

    KafkaSpans.link(span, many);
    span.end();

    assertThat(kept.all().get(0).getLinks())
        .hasSize(KafkaSpans.MOST_LINKS - 1)
        .extracting(LinkData::getSpanContext)
        .allSatisfy(link -> assertThat(link.getSpanId()).isEqualTo("00f067aa0ba902b7"));
  }

  @Test
  void whatTheSenderDidNotSampleIsNotSampledHereButCarriedOn() {
    String unsampled = SENDER.substring(0, SENDER.length() - 1) + "0";
    ProducerRecord<String, byte[]> record = new ProducerRecord<>("b.topic", "key", new byte[0]);

    Span span = spans.process(received(unsampled), null, Instant.EPOCH);
    spans.send(record, Context.root().with(span), Instant.EPOCH).end();
    span.end();

    assertThat(kept.all()).isEmpty();
    assertThat(RecordHeaders.parent(record.headers()))
        .startsWith("00-4bf92f3577b34da6a3ce929d0e0e4736-")
        .endsWith("-00");
  }

  @Test
  void tracesThatBeginHereAreSampledAsConfigured() {
    KafkaSpans none = kept.traces(Sampler.traceIdRatioBased(0)).of("classifier");

    none.process(received(null), null, Instant.EPOCH).end();
    none.process(received(SENDER), null, Instant.EPOCH).end();

    assertThat(kept.all())
        .extracting(SpanData::getParentSpanId)
        .containsExactly("00f067aa0ba902b7");
  }

  @Test
  void whereTracesAreOffRecordsAreAsTheyWere() {
    KafkaSpans off = Traces.off().of("gateway");
    ProducerRecord<String, byte[]> record = new ProducerRecord<>("b.topic", "key", new byte[0]);

    off.sending(record, Subject.image("one"), () -> {});
    off.processing(received(null), null, () -> {});

    assertThat(Traces.off().isOn()).isFalse();
    assertThat(record.headers()).isEmpty();
  }

  private static String text(SpanData span, String name) {
    return span.getAttributes().get(AttributeKey.stringKey(name));
  }

  private static ConsumerRecord<String, byte[]> received(String parent) {
    var record = new ConsumerRecord<>("a.topic", 3, 7, "key", new byte[0]);
    if (parent != null) {
      put(record.headers(), parent);
    }
    return record;
  }

  private static void put(Headers headers, String parent) {
    headers.add("traceparent", parent.getBytes(StandardCharsets.UTF_8));
  }
}
