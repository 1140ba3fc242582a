package dev.weft.rollout.app;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.awaitility.Awaitility.await;

import dev.weft.events.ModelRef;
import dev.weft.events.WeftEvent;
import dev.weft.events.catalog.Topics;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.image.Prediction;
import dev.weft.events.image.Timings;
import dev.weft.events.kafka.CloudEvent;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.model.ServingRole;
import dev.weft.events.rollout.RolloutAction;
import dev.weft.events.rollout.RolloutChanged;
import dev.weft.events.rollout.RolloutChanged.Ended;
import dev.weft.events.rollout.RolloutObserved;
import dev.weft.events.rollout.RolloutObserved.ReplicaVersion;
import dev.weft.events.rollout.RolloutObserved.State;
import dev.weft.events.rollout.RolloutPolicy;
import dev.weft.events.rollout.RolloutRequested;
import dev.weft.objectstore.ObjectStore;
import dev.weft.rollout.Bundles;
import dev.weft.rollout.CommittedEvents;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A model with live images: plays its trainer, its classifiers and its users. */
final class LiveModel implements AutoCloseable {

  private final String name;
  private final EventCodec codec;
  private final ObjectStore store;
  private final CommittedEvents events;
  private final KafkaProducer<String, byte[]> producer;

  LiveModel(String name, String bootstrapServers, EventCodec codec, ObjectStore store) {
    this.name = name;
    this.codec = codec;
    this.store = store;
    events = new CommittedEvents(bootstrapServers, codec);
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /** Version 1 serves under a policy, and version 2 is published. */
  void begin(RolloutPolicy policy) {
    Bundles.publish(store, name, 1, null, Instant.now());
    await().atMost(TIMEOUT).until(() -> state().isPresent());
    send(
        new RolloutRequested(
            "policy-" + name,
            name,
            RolloutAction.SET_POLICY,
            null,
            null,
            null,
            policy,
            null,
            null,
            Instant.now()));
    await().atMost(TIMEOUT).until(() -> state().orElseThrow().policy().equals(policy));
    Bundles.publish(store, name, 2, 1, Instant.now());
  }

  ModelRef version(int version) {
    return new ModelRef(name, version);
  }

  /** A replica reports that it can serve version 2. */
  void candidateIsReady() {
    send(
        new RolloutObserved(
            name,
            "replica",
            0,
            1,
            List.of(new ReplicaVersion(2, State.READY, null, null)),
            "onnx-cpu",
            false,
            Instant.now()));
  }

  void classify(String id, int version, ServingRole role, String label) {
    Instant now = Instant.now();
    send(
        new ImageClassified(
            id,
            object(id),
            version(version),
            role,
            List.of(new Prediction(label, 0.75)),
            "onnx-cpu",
            new Timings(0.1, 0.1, 0.1, 0.1),
            now.minusMillis(500),
            now,
            Map.of(),
            null,
            null,
            null));
  }

  static ObjectRef object(String id) {
    return new ObjectRef("weft", "uploads/" + id, 3, "a".repeat(64));
  }

  void send(WeftEvent event) {
    producer.send(codec.encode(event, CloudEvent.of(event, "/test")));
  }

  Optional<RolloutChanged> state() {
    return events.read(Topics.ROLLOUTS_CHANGED, RolloutChanged.class).stream()
        .filter(event -> event.model().equals(name))
        .reduce((earlier, later) -> later);
  }

  boolean isServedBy(int version) {
    return state().orElseThrow().serving() == version;
  }

  List<Ended> history() {
    return state().map(RolloutChanged::history).orElseThrow();
  }

  @Override
  public void close() {
    producer.close();
  }
}
