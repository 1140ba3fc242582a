package dev.weft.rollout.app;

import dev.weft.events.ModelRef;
import dev.weft.events.model.ModelPublished;
import dev.weft.rollout.cluster.ObservedClusters;
import dev.weft.rollout.control.ControlListener;
import dev.weft.rollout.control.RolloutTracing;
import dev.weft.rollout.state.ModelState;
import dev.weft.rollout.state.Served;
import dev.weft.telemetry.KafkaSpans;
import dev.weft.telemetry.RecordHeaders;
import dev.weft.telemetry.Subject;
import dev.weft.telemetry.Traces;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Creates a span for each published version, as a child of the training that published it, and one
 * for each decision about it. The record of each state carries the trace context of the last
 * decision, from which the next owner of the model continues; states that only update figures pass
 * it on unchanged.
 */
@Singleton
final class RolloutTraces
    implements RolloutTracing, ControlListener, ObservedClusters.PublicationListener {

  private static final int MOST_VERSIONS = 1000;

  private final KafkaSpans spans;
  private final String group;
  private final Map<String, Context> decisions = new HashMap<>();
  private final Map<ModelRef, Context> published =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ModelRef, Context> eldest) {
          return size() > MOST_VERSIONS;
        }
      };
  private Span sending = Span.getInvalid();

  @Inject
  RolloutTraces(Traces traces, RolloutConfig config) {
    this(traces, config.groupId());
  }

  RolloutTraces(Traces traces, String group) {
    this.spans = traces.of("rollout");
    this.group = group;
  }

  @Override
  public void round(Collection<ModelState> states, boolean joined) {}

  @Override
  public RolloutTracing tracing() {
    return this;
  }

  @Override
  public synchronized void published(
      ConsumerRecord<String, byte[]> record, ModelPublished version) {
    if (RecordHeaders.sender(record.headers()).isValid()) {
      Instant now = Instant.now();
      spans.waited(record, now);
      Span span = KafkaSpans.about(spans.process(record, null, now), Subject.of(version));
      span.end();
      published.put(version.model(), Context.root().with(span));
    }
  }

  @Override
  public synchronized void restored(ConsumerRecord<String, byte[]> state) {
    decisions.put(state.key(), RecordHeaders.context(state.headers()));
  }

  @Override
  public synchronized void deciding(
      ModelState before,
      Served after,
      ConsumerRecord<String, byte[]> order,
      ProducerRecord<String, byte[]> record) {
    if (before.revision() == after.revision()) {
      RecordHeaders.write(decisions.getOrDefault(after.model(), Context.root()), record.headers());
      return;
    }
    ModelRef version = new ModelRef(after.model(), version(before, after));
    sending = spans.send(record, cause(before, version, order), Instant.now());
    KafkaSpans.about(sending, Subject.version(version));
    sending.setAttribute("weft.rollout.revision", after.revision());
    sending.setAttribute("weft.rollout.serving", after.servingState().serving());
    if (order != null) {
      KafkaSpans.link(sending, RecordHeaders.sender(order.headers()));
      sending.setAttribute("messaging.consumer.group.name", group);
    }
    decisions.put(after.model(), Context.root().with(sending));
  }

  /** The version that a decision concerns. */
  private static int version(ModelState before, Served after) {
    OptionalInt tried = after.candidate().isPresent() ? after.candidate() : before.candidate();
    return tried.orElse(after.servingState().serving());
  }

  /**
   * Context of the version's publication or, if that was received before a restart, of the last
   * decision about it.
   */
  private Context cause(ModelState before, ModelRef version, ConsumerRecord<String, byte[]> order) {
    Context publication = published.get(version);
    if (publication != null) {
      return publication;
    }
    Context last = decisions.get(version.name());
    if (last != null && before.candidate().equals(OptionalInt.of(version.version()))) {
      return last;
    }
    return order == null ? Context.root() : RecordHeaders.context(order.headers());
  }

  @Override
  @SuppressWarnings("try") // only closed, not used otherwise
  public void decided(Runnable settle) {
    Span sent = sent();
    try (Scope scope = sent.makeCurrent()) {
      settle.run();
    } finally {
      sent.end();
    }
  }

  private synchronized Span sent() {
    Span sent = sending;
    sending = Span.getInvalid();
    return sent;
  }
}
