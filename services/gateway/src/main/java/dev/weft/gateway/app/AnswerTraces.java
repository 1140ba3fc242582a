package dev.weft.gateway.app;

import dev.weft.events.WeftEvent;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.ImageRejected;
import dev.weft.gateway.live.AnswerWaiters;
import dev.weft.gateway.topics.RecordDecoder;
import dev.weft.telemetry.KafkaSpans;
import dev.weft.telemetry.RecordHeaders;
import dev.weft.telemetry.Subject;
import io.opentelemetry.api.trace.Span;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Ends an image's trace when this replica reads its answer. */
final class AnswerTraces implements RecordDecoder {

  private final RecordDecoder decoder;
  private final AnswerWaiters waiters;
  private final KafkaSpans spans;

  AnswerTraces(RecordDecoder decoder, AnswerWaiters waiters, KafkaSpans spans) {
    this.decoder = decoder;
    this.waiters = waiters;
    this.spans = spans;
  }

  @Override
  public Optional<WeftEvent> decode(ConsumerRecord<String, byte[]> record) {
    Instant begun = Instant.now();
    Optional<WeftEvent> event = decoder.decode(record);
    event.filter(AnswerTraces::isAnswer).ifPresent(answer -> trace(record, answer, begun));
    return event;
  }

  private static boolean isAnswer(WeftEvent event) {
    return event instanceof ImageClassified || event instanceof ImageRejected;
  }

  private void trace(ConsumerRecord<String, byte[]> record, WeftEvent answer, Instant begun) {
    // Continues traces only: an answer without one does not begin a new trace here.
    if (RecordHeaders.sender(record.headers()).isSampled()) {
      spans.waited(record, begun);
      Span span = KafkaSpans.about(spans.process(record, null, begun), Subject.of(answer));
      span.setAttribute("weft.waiting.requests", waiters.of(answer.key()));
      span.end();
    }
  }
}
