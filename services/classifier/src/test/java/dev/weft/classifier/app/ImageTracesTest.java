package dev.weft.classifier.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.classifier.observe.ImageTracing;
import dev.weft.events.ModelRef;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.ImageRejected;
import dev.weft.events.image.ImageRejected.Origin;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.image.Prediction;
import dev.weft.events.image.RejectionReason;
import dev.weft.events.image.Timings;
import dev.weft.events.model.ServingRole;
import dev.weft.telemetry.RecordHeaders;
import dev.weft.telemetry.Traces;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class ImageTracesTest {

  private static final String TOPIC = "weft.images.uploaded";
  private static final AttributeKey<String> GROUP =
      AttributeKey.stringKey("messaging.consumer.group.name");

  private final InMemorySpanExporter ended = InMemorySpanExporter.create();
  private final ImageTraces traces = new ImageTraces(Traces.on(telemetry()), "a-group");

  @Test
  void theStagesOfAnImageAreThoseThatItsAnswerTells() {
    ConsumerRecord<String, byte[]> upload = upload(7);
    traces.taken(upload);
    traces.answering(origin(7), answer());
    traces.answered(origin(7), classified(Instant.ofEpochMilli(upload.timestamp())));

    SpanData image = one("process " + TOPIC);
    assertThat(image.getParentSpanId()).isEqualTo("0000000000000007");
    assertThat(image.getAttributes().get(AttributeKey.longKey("weft.model.version"))).isEqualTo(3L);
    SpanData fetch = one("fetch");
    SpanData infer = one("infer");
    assertThat(seconds(fetch)).isEqualTo(0.2);
    assertThat(seconds(one("decode"))).isEqualTo(0.3);
    assertThat(seconds(one("wait for the engine"))).isEqualTo(0.5);
    assertThat(seconds(infer)).isEqualTo(1.0);
    assertThat(List.of(fetch, one("decode"), infer))
        .allSatisfy(s -> assertThat(s.getParentSpanId()).isEqualTo(image.getSpanId()));
    assertThat(infer.getEndEpochNanos() - fetch.getStartEpochNanos()).isEqualTo(2_000_000_000L);
  }

  @Test
  void anAnswerThatIsSentAgainCarriesTheSameSpan() {
    traces.taken(upload(7));
    ProducerRecord<String, byte[]> first = answer();
    traces.answering(origin(7), first);
    ProducerRecord<String, byte[]> second = answer();
    traces.answering(origin(7), second);
    traces.answered(origin(7), rejected(7));

    String sender = RecordHeaders.parent(first.headers());
    assertThat(sender).isNotNull().isEqualTo(RecordHeaders.parent(second.headers()));
    assertThat(sender).contains(one("send weft.images.classified").getSpanId());
    assertThat(
            one("process " + TOPIC)
                .getAttributes()
                .get(AttributeKey.stringKey("weft.rejection.reason")))
        .isEqualTo("corrupt_image");
  }

  @Test
  void imagesThatRanTogetherAreLinkedToEachOther() {
    for (long offset : new long[] {7, 8, 9}) {
      traces.taken(upload(offset));
    }
    traces.ran(List.of(origin(7), origin(8), origin(9)));
    traces.answered(origin(8), classified(Instant.now()));
    traces.lost(new TopicPartition(TOPIC, 0));

    SpanData infer = one("infer");
    assertThat(infer.getAttributes().get(AttributeKey.longKey("weft.batch.size"))).isEqualTo(3L);
    assertThat(infer.getLinks())
        .extracting(link -> link.getSpanContext().getTraceId())
        .containsExactlyInAnyOrder(trace(7), trace(9));
  }

  @Test
  void whatWasLostWithItsPartitionEndsAndAnAnswerIsNobodys() {
    traces.taken(upload(7));
    traces.lost(new TopicPartition(TOPIC, 1));
    assertThat(ended.getFinishedSpanItems())
        .noneMatch(span -> span.getName().startsWith("process"));

    traces.lost(new TopicPartition(TOPIC, 0));
    traces.answered(origin(7), rejected(7));

    assertThat(one("process " + TOPIC).getAttributes().get(AttributeKey.stringKey("weft.left")))
        .isNotNull();
  }

  @Test
  void anImageThatAnotherPipelineAnswersEndsWhenItsOffsetIsCommitted() {
    traces.taken(upload(7));
    traces.taken(upload(8));
    traces.committed(new TopicPartition(TOPIC, 1), 9);
    traces.committed(new TopicPartition(TOPIC, 0), 7);
    assertThat(processed()).isEmpty();

    traces.committed(new TopicPartition(TOPIC, 0), 8);

    assertThat(one("process " + TOPIC).getTraceId()).isEqualTo(trace(7));
    assertThat(processed().get(0).getAttributes().get(AttributeKey.stringKey("weft.left")))
        .isEqualTo("another pipeline answers it");
  }

  @Test
  void thePipelinesOfAProcessTraceTheSameRecordEachUnderItsGroup() {
    Metrics metrics = new Metrics(new SimpleMeterRegistry(), Traces.on(telemetry()));
    ImageTracing first = metrics.of("a-group").tracing();
    ImageTracing second = metrics.of("another-group").tracing();
    first.taken(upload(7));
    second.taken(upload(7));

    second.lost(new TopicPartition(TOPIC, 0));
    assertThat(one("process " + TOPIC).getAttributes().get(GROUP)).isEqualTo("another-group");

    first.answered(origin(7), rejected(7));
    assertThat(processed())
        .extracting(span -> span.getAttributes().get(GROUP))
        .containsExactly("another-group", "a-group");
  }

  private List<SpanData> processed() {
    return ended.getFinishedSpanItems().stream()
        .filter(span -> span.getName().startsWith("process"))
        .toList();
  }

  private SpanData one(String name) {
    List<SpanData> found =
        ended.getFinishedSpanItems().stream().filter(span -> span.getName().equals(name)).toList();
    assertThat(found).as(name).hasSize(1);
    return found.get(0);
  }

  private static double seconds(SpanData span) {
    return Math.round((span.getEndEpochNanos() - span.getStartEpochNanos()) / 1e6) / 1e3;
  }

  private static Origin origin(long offset) {
    return new Origin(TOPIC, 0, offset);
  }

  private static String trace(long offset) {
    return "%032x".formatted(offset);
  }

  private static ConsumerRecord<String, byte[]> upload(long offset) {
    var record =
        new ConsumerRecord<>(
            TOPIC,
            0,
            offset,
            System.currentTimeMillis(),
            TimestampType.CREATE_TIME,
            0,
            0,
            "image-" + offset,
            new byte[0],
            new org.apache.kafka.common.header.internals.RecordHeaders(),
            Optional.empty());
    String parent = "00-%s-%016x-01".formatted(trace(offset), offset);
    record.headers().add(new RecordHeader("traceparent", parent.getBytes(StandardCharsets.UTF_8)));
    return record;
  }

  private static ProducerRecord<String, byte[]> answer() {
    return new ProducerRecord<>("weft.images.classified", 0, "image-7", new byte[0]);
  }

  /**
   * A classification with 0.1 s of waiting, 0.2 s of fetching, 0.3 s of decoding, 0.5 s of waiting
   * and 1 s of inference.
   */
  private static ImageClassified classified(Instant published) {
    return new ImageClassified(
        "image-7",
        new ObjectRef("weft", "uploads/image-7", 10, "0".repeat(64)),
        new ModelRef("clothing", 3),
        ServingRole.PRIMARY,
        List.of(new Prediction("hat", 1.0)),
        "onnx-cpu",
        new Timings(0.1, 0.2, 0.3, 1),
        published,
        published.plusMillis(2100),
        Map.of(),
        null,
        null,
        null);
  }

  private static ImageRejected rejected(long offset) {
    return new ImageRejected(
        "image-" + offset,
        null,
        RejectionReason.CORRUPT_IMAGE,
        "cut off",
        null,
        origin(offset),
        Instant.now());
  }

  private OpenTelemetrySdk telemetry() {
    return OpenTelemetrySdk.builder()
        .setTracerProvider(
            SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(ended)).build())
        .build();
  }
}
