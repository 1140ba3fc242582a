package dev.weft.classifier.app;

import dev.weft.classifier.pipeline.Journeys;
import dev.weft.events.ImageClassified;
import dev.weft.events.ImageRejected;
import dev.weft.events.ImageRejected.Origin;
import dev.weft.events.WeftEvent;
import dev.weft.events.kafka.EventCodec;
import dev.weft.telemetry.KafkaSpans;
import dev.weft.telemetry.Subject;
import dev.weft.telemetry.Traces;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A span for each upload event, from the poll that gave it to the commit of its answer, whose
 * record carries on. Its stages are written when it ends, from the times that the answer tells, so
 * that the threads that fetch, decode and infer know nothing of it. An image that ran with others
 * is linked to them. As many are open as events are in flight.
 */
@Singleton
final class ImageTraces implements Journeys {

  private final KafkaSpans spans;
  private final String group;
  private final Map<Origin, Journey> journeys = new ConcurrentHashMap<>();

  private static final class Journey {
    private final Span span;
    private final Instant published;
    private final Instant taken;
    private volatile List<SpanContext> together = List.of();
    private Span send;

    Journey(Span span, Instant published, Instant taken) {
      this.span = span;
      this.published = published;
      this.taken = taken;
    }
  }

  @Inject
  ImageTraces(Traces traces, ClassifierConfig config) {
    this(traces, config.groupId());
  }

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
    journeys.put(EventCodec.origin(record), new Journey(span, published, now));
  }

  @Override
  public void ran(List<Origin> together) {
    List<Journey> all = together.stream().map(journeys::get).filter(Objects::nonNull).toList();
    List<SpanContext> contexts =
        all.stream()
            .map(journey -> journey.span.getSpanContext())
            .filter(SpanContext::isSampled)
            .toList();
    all.forEach(journey -> journey.together = contexts);
  }

  @Override
  public void answering(Origin origin, ProducerRecord<String, byte[]> answer) {
    Journey journey = journeys.get(origin);
    if (journey == null) {
      return;
    }
    if (journey.send == null) {
      journey.send = spans.send(answer, Context.root().with(journey.span), Instant.now());
    } else {
      KafkaSpans.carry(journey.send, answer);
    }
  }

  @Override
  public Stay at(Origin origin) {
    Journey journey = journeys.get(origin);
    Scope scope = journey == null ? Scope.noop() : journey.span.makeCurrent();
    return scope::close;
  }

  @Override
  public void answered(Origin origin, WeftEvent answer) {
    Journey journey = journeys.remove(origin);
    if (journey == null) {
      return;
    }
    Instant now = Instant.now();
    if (journey.span.isRecording()) {
      KafkaSpans.about(journey.span, Subject.of(answer));
      if (answer instanceof ImageClassified classified) {
        stages(journey, classified);
      } else if (answer instanceof ImageRejected rejected) {
        journey.span.setAttribute("weft.rejection.reason", rejected.reason().code());
      }
    }
    if (journey.send != null) {
      journey.send.end(now);
    }
    journey.span.end(now);
  }

  /** The event tells how long each took, when the first began and when the last was over. */
  private void stages(Journey journey, ImageClassified answer) {
    var timings = answer.timings();
    Instant fetch = after(journey.published, timings.queueSeconds());
    Instant decode = after(fetch, timings.fetchSeconds());
    Instant decoded = after(decode, timings.decodeSeconds());
    Instant inferred = answer.classifiedAt();
    Instant infer = after(inferred, -timings.inferSeconds());
    stage(journey, "wait for a thread", journey.taken, fetch);
    stage(journey, "fetch", fetch, decode);
    stage(journey, "decode", decode, decoded);
    stage(journey, "wait for the engine", decoded, infer);
    Span run = spans.stage(journey.span, "infer", infer);
    run.setAttribute("weft.engine", answer.engine());
    run.setAttribute("weft.role", answer.role().name().toLowerCase(Locale.ROOT));
    run.setAttribute("weft.batch.size", Math.max(1, journey.together.size()));
    journey.together.stream()
        .filter(other -> !other.equals(journey.span.getSpanContext()))
        .limit(KafkaSpans.MOST_LINKS)
        .forEach(run::addLink);
    run.end(inferred);
  }

  private void stage(Journey journey, String name, Instant from, Instant to) {
    if (from.isBefore(to)) {
      spans.stage(journey.span, name, from).end(to);
    }
  }

  private static Instant after(Instant start, double seconds) {
    return start.plusNanos((long) (seconds * 1e9));
  }

  @Override
  public void lost(TopicPartition partition) {
    journeys
        .entrySet()
        .removeIf(
            entry -> {
              boolean gone = isOf(partition, entry.getKey());
              if (gone) {
                leave(entry.getValue());
              }
              return gone;
            });
  }

  private static boolean isOf(TopicPartition partition, Origin origin) {
    return origin.partition() == partition.partition() && origin.topic().equals(partition.topic());
  }

  private static void leave(Journey journey) {
    journey.span.setAttribute("weft.left", "its partition was given to another replica");
    if (journey.send != null) {
      journey.send.end();
    }
    journey.span.end();
  }
}
