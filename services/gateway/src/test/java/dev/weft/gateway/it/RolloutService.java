package dev.weft.gateway.it;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.awaitility.Awaitility.await;

import dev.weft.events.WeftEvent;
import dev.weft.events.catalog.Topics;
import dev.weft.events.kafka.CloudEvent;
import dev.weft.events.kafka.Decoded;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.rollout.RolloutChanged;
import dev.weft.events.rollout.RolloutChanged.Cause;
import dev.weft.events.rollout.RolloutRefused;
import dev.weft.events.rollout.RolloutRefused.Reason;
import dev.weft.events.rollout.RolloutRequested;
import dev.weft.gateway.RolloutEvents;
import dev.weft.kafka.read.TopicFollower;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Plays the rollout service for new orders: each order creates one revision. Orders that name
 * another revision are refused, and so are resumes. Orders about other models are ignored.
 */
final class RolloutService implements AutoCloseable {

  private final EventCodec codec;
  private final KafkaProducer<String, byte[]> producer;
  private final TopicFollower follower;
  final List<RolloutRequested> orders = new CopyOnWriteArrayList<>();
  private int revision;

  RolloutService(String bootstrapServers, EventCodec codec) {
    this.codec = codec;
    Map<String, Object> kafka = Map.of("bootstrap.servers", bootstrapServers);
    producer = new KafkaProducer<>(kafka, new StringSerializer(), new ByteArraySerializer());
    follower =
        new TopicFollower(
            kafka, "test-rollout", List.of(Topics.ROLLOUTS_REQUESTED), Duration.ZERO, this::read);
    follower.start();
    await().atMost(TIMEOUT).until(follower::isCaughtUp);
  }

  /** Publishes the model's first state. */
  void begin() {
    revision++;
    publish(
        RolloutEvents.serving(revision, Cause.of(RolloutChanged.Kind.POLICY, "published"), now()));
  }

  private void read(ConsumerRecord<String, byte[]> record) {
    RolloutRequested order = (RolloutRequested) ((Decoded.Valid<?>) codec.decode(record)).event();
    orders.add(order);
    if (order.model().equals(RolloutEvents.MODEL)) {
      publish(answer(order));
    }
  }

  private WeftEvent answer(RolloutRequested order) {
    boolean stale = order.revision() != null && order.revision() != revision;
    return switch (order.action()) {
      case RESUME -> refused(order, Reason.ILLEGAL_TRANSITION, "nothing is paused");
      case SET_ALIAS -> refused(order, Reason.INVALID_ALIAS, "champion follows by itself");
      case ROLLBACK -> refused(order, Reason.UNKNOWN_VERSION, "there is no version 99");
      default -> stale ? refused(order, Reason.STALE_REVISION, "it is older") : next(order);
    };
  }

  private WeftEvent next(RolloutRequested order) {
    revision++;
    Cause cause = Cause.of(order);
    return switch (order.action()) {
      case START -> RolloutEvents.canary(revision, cause, now());
      default -> RolloutEvents.serving(revision, cause, now());
    };
  }

  private WeftEvent refused(RolloutRequested order, Reason reason, String detail) {
    return new RolloutRefused(order.orderId(), order.model(), revision, reason, detail, now());
  }

  void publish(WeftEvent event) {
    producer.send(codec.encode(event, CloudEvent.of(event, "/test")));
    producer.flush();
  }

  private static Instant now() {
    return Instant.now();
  }

  @Override
  public void close() {
    follower.close();
    producer.close();
  }
}
