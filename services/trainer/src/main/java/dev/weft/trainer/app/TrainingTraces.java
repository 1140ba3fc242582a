package dev.weft.trainer.app;

import dev.weft.events.catalog.EventType;
import dev.weft.events.model.ModelPublished;
import dev.weft.events.training.TrainingPhase;
import dev.weft.events.training.TrainingRequested;
import dev.weft.telemetry.KafkaSpans;
import dev.weft.telemetry.Subject;
import dev.weft.telemetry.Traces;
import dev.weft.trainer.orders.TrainingTracing;
import dev.weft.trainer.run.files.TrainingOutcome;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Traces trainings: one span per attempt, a child of the order's span with links to the labels that
 * are new in this training, and a child span per phase. The published version continues the trace.
 */
@Singleton
final class TrainingTraces implements TrainingTracing {

  private static final int MOST_ORDERS = 1000;
  private static final String PUBLISHED = EventType.of(ModelPublished.class).topic();

  private final KafkaSpans spans;
  private final String group;
  private final Map<String, ConsumerRecord<String, byte[]>> orders =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(
            Map.Entry<String, ConsumerRecord<String, byte[]>> eldest) {
          return size() > MOST_ORDERS;
        }
      };
  private final Map<String, Training> trainings = new HashMap<>();

  private static final class Training {
    private final Span span;
    private Span phase = Span.getInvalid();
    private Span send = Span.getInvalid();

    Training(Span span) {
      this.span = span;
    }

    void end() {
      phase.end();
      send.end();
      span.end();
    }
  }

  @Inject
  TrainingTraces(Traces traces, TrainerConfig config) {
    this(traces, config.groupId());
  }

  TrainingTraces(Traces traces, String group) {
    this.spans = traces.of("trainer");
    this.group = group;
  }

  @Override
  public synchronized void ordered(
      ConsumerRecord<String, byte[]> record, TrainingRequested request) {
    orders.put(request.trainingId(), KafkaSpans.withoutValue(record));
  }

  @Override
  @SuppressWarnings("try") // the scope is only closed
  public void follow(TrainingRequested request, Runnable training) {
    try (Scope scope = begin(request).makeCurrent()) {
      training.run();
    }
  }

  private synchronized Span begin(TrainingRequested request) {
    ConsumerRecord<String, byte[]> order = orders.get(request.trainingId());
    if (order == null) {
      return Span.getInvalid();
    }
    ended(request.trainingId());
    Instant now = Instant.now();
    spans.waited(order, now);
    Span span = KafkaSpans.about(spans.process(order, group, now), Subject.of(request));
    span.setAttribute("weft.training.trigger", request.trigger().code());
    trainings.put(request.trainingId(), new Training(span));
    return span;
  }

  @Override
  public synchronized void learns(String trainingId, List<String> labels) {
    Training training = trainings.get(trainingId);
    if (training != null) {
      KafkaSpans.link(training.span, labels);
    }
  }

  @Override
  public synchronized void phase(String trainingId, TrainingPhase phase) {
    Training training = trainings.get(trainingId);
    if (training != null) {
      training.phase.end();
      training.phase = spans.stage(training.span, phase.code(), Instant.now());
    }
  }

  @Override
  public synchronized void answering(
      TrainingRequested request, TrainingOutcome outcome, ProducerRecord<String, byte[]> record) {
    Training training = trainings.get(request.trainingId());
    if (training == null) {
      return;
    }
    training.phase.end();
    training.span.setAttribute("weft.training.state", outcome.state().code());
    if (record.topic().equals(PUBLISHED)) {
      Context cause = Context.root().with(training.span);
      training.send = spans.send(record, cause, Instant.now());
      var version = outcome.manifest().get("version");
      training.send.setAttribute("weft.model.name", request.model());
      training.send.setAttribute("weft.training.id", request.trainingId());
      if (version != null) {
        training.send.setAttribute("weft.model.version", version.asLong());
      }
    } else {
      KafkaSpans.carry(training.span, record);
    }
  }

  @Override
  public synchronized void ended(String trainingId) {
    Training training = trainings.remove(trainingId);
    if (training != null) {
      training.end();
    }
  }
}
