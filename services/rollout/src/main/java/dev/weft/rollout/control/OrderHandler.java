package dev.weft.rollout.control;

import dev.weft.events.ModelRef;
import dev.weft.events.WeftEvent;
import dev.weft.events.kafka.CloudEvent;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.rollout.RolloutChanged.Cause;
import dev.weft.events.rollout.RolloutChanged.OrderPosition;
import dev.weft.events.rollout.RolloutPolicy;
import dev.weft.events.rollout.RolloutRefused;
import dev.weft.events.rollout.RolloutRequested;
import dev.weft.rollout.cluster.ObservedClusters;
import dev.weft.rollout.state.ModelState;
import dev.weft.rollout.state.OrderResult;
import dev.weft.rollout.state.Orders;
import dev.weft.rollout.state.Policy;
import dev.weft.rollout.state.Served;
import dev.weft.rollout.state.Unserved;
import dev.weft.telemetry.LogFields;
import dev.weft.telemetry.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Decides about the models that this replica owns, from their committed states and the observed
 * clusters. A decision changes nothing here until it is {@link #settle}d. Not thread-safe.
 */
final class OrderHandler {
  private static final String SOURCE = "/weft/rollout";

  private final EventCodec codec;
  private final ObservedClusters clusters;
  private final RolloutPolicy policy;
  private final Duration orderMaxAge;
  private final ControlListener listener;
  private final Map<String, ModelState> states = new HashMap<>();
  private final AnsweredOrders answered = new AnsweredOrders();

  /**
   * @param policy of models that have no state yet
   * @param orderMaxAge older orders are refused
   */
  OrderHandler(
      EventCodec codec,
      ObservedClusters clusters,
      RolloutPolicy policy,
      Duration orderMaxAge,
      ControlListener listener) {
    this.codec = codec;
    this.clusters = clusters;
    this.policy = policy;
    this.orderMaxAge = orderMaxAge;
    this.listener = listener;
  }

  /** Takes over models that another replica has owned until now. */
  void learn(StateLog.Contents contents, Predicate<String> isOurs) {
    answered.addAll(contents.orders());
    contents
        .states()
        .forEach(
            (model, state) -> {
              if (isOurs.test(model)) {
                states.put(model, state);
              }
            });
  }

  void keep(Predicate<String> isOurs) {
    states.keySet().removeIf(isOurs.negate());
  }

  /** Models with a state or a published version. */
  Set<String> models() {
    Set<String> models = new TreeSet<>(clusters.models());
    models.addAll(states.keySet());
    return models;
  }

  Collection<ModelState> states() {
    return List.copyOf(states.values());
  }

  /** Whether the order was carried out already. */
  boolean isAnswered(RolloutRequested order) {
    return answered.contains(order.orderId());
  }

  /**
   * The refusal of an order that has outlived its purpose, because it waited for an unavailable
   * service or is read again after the group's offsets were lost. Its age is measured by its
   * record's timestamp.
   */
  Optional<Decision> tooOld(ConsumerRecord<String, byte[]> record, RolloutRequested order) {
    Instant sent =
        record.timestamp() < 0 ? order.requestedAt() : Instant.ofEpochMilli(record.timestamp());
    Instant now = Instant.now();
    if (!sent.isBefore(now.minus(orderMaxAge))) {
      return Optional.empty();
    }
    String detail =
        "%s was ordered at %s, more than %s before %s, and is no longer executed (weft.rollout.order-max-age); check the state and repeat the order"
            .formatted(order.action().code(), sent, orderMaxAge, now);
    return Optional.of(
        refusal(
            record, order.orderId(), state(order.model()), RolloutRefused.Reason.EXPIRED, detail));
  }

  /** The transition that the policy makes now; empty if there is none. */
  Optional<Decision> next(String model) {
    ModelState state = state(model);
    return Policy.next(state, clusters.of(model), Instant.now())
        .map(
            next ->
                new Decision.Change(
                    state,
                    next,
                    null,
                    codec.encode(next.event(), CloudEvent.of(next.event(), SOURCE))));
  }

  /**
   * Answers an order.
   *
   * @throws dev.weft.objectstore.StoreUnavailableException if that is not possible without the
   *     store
   */
  Decision answer(ConsumerRecord<String, byte[]> record, RolloutRequested order) {
    ModelState state = state(order.model());
    OrderResult answer =
        Orders.answer(state, order, clusters.of(order.model(), order.version()), Instant.now());
    if (answer instanceof OrderResult.Accepted accepted) {
      Served next = carriedOut(accepted.next(), record);
      return new Decision.Change(state, next, order.orderId(), caused(record, next.event()));
    }
    OrderResult.Refused refused = (OrderResult.Refused) answer;
    return refusal(record, order.orderId(), state, refused.reason(), refused.detail());
  }

  private static Served carriedOut(Served next, ConsumerRecord<String, byte[]> order) {
    var position = new OrderPosition(order.partition(), order.offset());
    return next.with(next.servingState().lastOrder(position));
  }

  /** The refusal of a record that is not a valid order but has the id of one. */
  Decision invalid(ConsumerRecord<String, byte[]> record, String orderId, String detail) {
    return refusal(
        record, orderId, state(record.key()), RolloutRefused.Reason.INVALID_ORDER, detail);
  }

  private Decision refusal(
      ConsumerRecord<String, byte[]> record,
      String orderId,
      ModelState state,
      RolloutRefused.Reason reason,
      String detail) {
    var event =
        new RolloutRefused(orderId, state.model(), state.revision(), reason, detail, Instant.now());
    return new Decision.Refusal(reason, caused(record, event));
  }

  private ProducerRecord<String, byte[]> caused(
      ConsumerRecord<String, byte[]> record, WeftEvent event) {
    return codec.encode(event, CloudEvent.causedBy(EventCodec.origin(record), event, SOURCE));
  }

  /** Applies a decision that has been committed. */
  void settle(Decision decision) {
    if (decision instanceof Decision.Refusal refusal) {
      listener.refused(refusal.reason());
      return;
    }
    Decision.Change change = (Decision.Change) decision;
    if (change.orderId() != null) {
      answered.add(change.orderId());
    }
    Served after = change.after();
    states.put(after.model(), after);
    if (after.revision() != change.before().revision()) {
      int version = after.candidate().orElse(after.servingState().serving());
      LogFields.about(Subject.version(new ModelRef(after.model(), version)), () -> log(after));
    }
    listener.changed(change.before(), after);
  }

  private static void log(Served after) {
    Control.LOG.infof(
        "model=%s revision=%d serves=%d candidate=%s: %s",
        after.model(),
        after.revision(),
        after.servingState().serving(),
        after.candidate().isPresent() ? after.candidate().getAsInt() : "none",
        why(after.servingState().cause()));
  }

  private static String why(Cause cause) {
    String reason = cause.reason() == null ? "" : cause.reason();
    return cause.action() == null ? reason : (cause.action().code() + " " + reason).strip();
  }

  /** Whether no decision about the model has been made yet. */
  boolean isUnserved(String model) {
    return state(model) instanceof Unserved;
  }

  private ModelState state(String model) {
    ModelState state = states.get(model);
    return state == null ? new Unserved(model, 0, policy) : state;
  }
}
