package dev.weft.classifier.app;

import dev.weft.classifier.observe.ImageTracing;
import dev.weft.events.WeftEvent;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.ImageRejected;
import dev.weft.events.image.ImageRejected.Origin;
import dev.weft.events.kafka.EventCodec;
import dev.weft.telemetry.KafkaSpans;
import dev.weft.telemetry.Subject;
import dev.weft.telemetry.Traces;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Creates a span for each upload event of one pipeline, from the poll that returned it to the
 * commit of its answer, whose record carries the context on. Child spans of its stages are created
 * when it ends, from the times in the answer, so that the threads that fetch, decode and infer need
 * no tracing code. Images that ran in one batch are linked. The number of open spans is bounded by
 * the events in flight.
 */
final class ImageTraces implements ImageTracing {

  private final KafkaSpans spans;
  private final String group;
  private final Map<Origin, Trace> traces = new ConcurrentHashMap<>();

  private static final class Trace {
    private final Span span;
    private final Instant published;
    private final Instant taken;
    private volatile List<SpanContext> together = List.of();
    private Span send;

    Trace(Span span, Instant published, Instant taken) {
      this.span = span;
      this.published = published;
      this.taken = taken;
    }
  }

  /**
   * @param group the pipeline's consumer group
   */
  ImageTraces(Traces traces, String group) {
    this.spans = traces.of("classifier");
    this.group = group;
  }

  @Override
  public void taken(ConsumerRecord<String, byte[]> record) {
    Instant now = Instant.now();
    spans.waited(record, now);
    Span span = spans.process(record, group, now);
    Instant published = Instant.ofEpochMilli(record.timestamp());
    traces.put(EventCodec.origin(record), new Trace(span, published, now));
  }

  @Override
  public void ran(List<Origin> together) {
    List<Trace> all = together.stream().map(traces::get).filter(Objects::nonNull).toList();
    List<SpanContext> contexts =
        all.stream()
            .map(trace -> trace.span.getSpanContext())
            .filter(SpanContext::isSampled)
            .toList();
    all.forEach(trace -> trace.together = contexts);
  }

  @Override
  public void answering(Origin origin, ProducerRecord<String, byte[]> answer) {
    Trace trace = traces.get(origin);
    if (trace == null) {
      return;
    }
    if (trace.send == null) {
      trace.send = spans.send(answer, Context.root().with(trace.span), Instant.now());
    } else {
      KafkaSpans.carry(trace.send, answer);
    }
  }

  @Override
  public LogScope at(Origin origin) {
    Trace trace = traces.get(origin);
    Scope scope = trace == null ? Scope.noop() : trace.span.makeCurrent();
    return scope::close;
  }

  @Override
  public void answered(Origin origin, WeftEvent answer) {
    Trace trace = traces.remove(origin);
    if (trace == null) {
      return;
    }
    Instant now = Instant.now();
    if (trace.span.isRecording()) {
      KafkaSpans.about(trace.span, Subject.of(answer));
      if (answer instanceof ImageClassified classified) {
        stages(trace, classified);
      } else if (answer instanceof ImageRejected rejected) {
        trace.span.setAttribute("weft.rejection.reason", rejected.reason().code());
      }
    }
    if (trace.send != null) {
      trace.send.end(now);
    }
    trace.span.end(now);
  }

  /**
   * Creates the stages' spans; the event contains the duration of each, and when the first began
   * and the last ended.
   */
  private void stages(Trace trace, ImageClassified answer) {
    var timings = answer.timings();
    Instant fetch = after(trace.published, timings.queueSeconds());
    Instant decode = after(fetch, timings.fetchSeconds());
    Instant decoded = after(decode, timings.decodeSeconds());
    Instant inferred = answer.classifiedAt();
    Instant infer = after(inferred, -timings.inferSeconds());
    stage(trace, "wait for a thread", trace.taken, fetch);
    stage(trace, "fetch", fetch, decode);
    stage(trace, "decode", decode, decoded);
    stage(trace, "wait for the engine", decoded, infer);
    Span run = spans.stage(trace.span, "infer", infer);
    run.setAttribute("weft.engine", answer.engine());
    run.setAttribute("weft.role", answer.role().name().toLowerCase(Locale.ROOT));
    run.setAttribute("weft.batch.size", Math.max(1, trace.together.size()));
    trace.together.stream()
        .filter(other -> !other.equals(trace.span.getSpanContext()))
        .limit(KafkaSpans.MOST_LINKS)
        .forEach(run::addLink);
    run.end(inferred);
  }

  private void stage(Trace trace, String name, Instant from, Instant to) {
    if (from.isBefore(to)) {
      spans.stage(trace.span, name, from).end(to);
    }
  }

  private static Instant after(Instant start, double seconds) {
    return start.plusNanos((long) (seconds * 1e9));
  }

  @Override
  public void committed(TopicPartition partition, long nextOffset) {
    leave(
        origin -> isOf(partition, origin) && origin.offset() < nextOffset,
        "another pipeline answers it");
  }

  @Override
  public void lost(TopicPartition partition) {
    leave(origin -> isOf(partition, origin), "its partition was given to another replica");
  }

  private void leave(Predicate<Origin> left, String reason) {
    for (Origin origin : traces.keySet()) {
      Trace trace = left.test(origin) ? traces.remove(origin) : null;
      if (trace != null) {
        leave(trace, reason);
      }
    }
  }

  private static boolean isOf(TopicPartition partition, Origin origin) {
    return origin.partition() == partition.partition() && origin.topic().equals(partition.topic());
  }

  private static void leave(Trace trace, String reason) {
    trace.span.setAttribute("weft.left", reason);
    if (trace.send != null) {
      trace.send.end();
    }
    trace.span.end();
  }
}
