package dev.weft.rollout.control;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.embedded.EmbeddedBroker;
import dev.weft.events.WeftEvent;
import dev.weft.events.catalog.Topics;
import dev.weft.events.kafka.CloudEvent;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.rollout.RolloutAction;
import dev.weft.events.rollout.RolloutChanged;
import dev.weft.events.rollout.RolloutChanged.Outcome;
import dev.weft.events.rollout.RolloutChanged.Phase;
import dev.weft.events.rollout.RolloutChanged.Verdict;
import dev.weft.events.rollout.RolloutObserved;
import dev.weft.events.rollout.RolloutObserved.ReplicaVersion;
import dev.weft.events.rollout.RolloutObserved.State;
import dev.weft.events.rollout.RolloutPolicy;
import dev.weft.events.rollout.RolloutRefused;
import dev.weft.events.rollout.RolloutRefused.Reason;
import dev.weft.events.rollout.RolloutRequested;
import dev.weft.events.rollout.RolloutStep;
import dev.weft.events.rollout.RolloutStrategy;
import dev.weft.kafka.client.Backoff;
import dev.weft.kafka.group.ReplicaClients;
import dev.weft.kafka.topic.TopicSettings;
import dev.weft.kafka.topic.TopicSetup;
import dev.weft.modelstore.ModelStore;
import dev.weft.objectstore.MemoryObjectStore;
import dev.weft.rollout.Bundles;
import dev.weft.rollout.CommittedEvents;
import dev.weft.rollout.cluster.ObservedClusters;
import dev.weft.rollout.judge.Reading;
import dev.weft.rollout.retention.Retention;
import dev.weft.rollout.retention.RetentionRule;
import dev.weft.rollout.state.ModelState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The control loop with a real broker, and fakes of store, replicas and measurements. */
class ControlIT {
  private static final EventCodec CODEC = new EventCodec();
  private static final AtomicInteger TESTS = new AtomicInteger();

  @TempDir static Path dir;
  private static EmbeddedBroker broker;
  private static Map<String, Object> kafka;

  private final String model = "model-" + TESTS.incrementAndGet();
  private final MemoryObjectStore store = new MemoryObjectStore();
  private final List<AutoCloseable> running = new ArrayList<>();
  private final List<Control> controls = new ArrayList<>();
  private final AtomicInteger orders = new AtomicInteger();
  private KafkaProducer<String, byte[]> producer;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start(dir.resolve("kafka"), 0);
    kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
    new TopicSetup(kafka, TopicSettings.DEFAULT).ensure();
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @BeforeEach
  void produce() {
    producer = new KafkaProducer<>(kafka, new StringSerializer(), new ByteArraySerializer());
  }

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : running) {
      one.close();
    }
    producer.close();
  }

  @Test
  void aModelsFirstVersionServesAtOnceAndTheSecondIsRolledOutOnceReplicasHaveIt() {
    publish(model, 1);
    replica("a", RolloutStrategy.ALL_AT_ONCE);
    await().atMost(TIMEOUT).until(() -> state(model).isPresent());
    assertThat(state(model).orElseThrow().serving()).isEqualTo(1);
    assertThat(state(model).orElseThrow().revision()).isEqualTo(1);

    publish(model, 2);
    await().atMost(TIMEOUT).until(() -> rollout(model).isPresent());
    assertThat(rollout(model).orElseThrow().phase()).isEqualTo(Phase.WAITING);
    observe(new ReplicaVersion(2, State.READY, null, null));
    await().atMost(TIMEOUT).until(() -> state(model).orElseThrow().serving() == 2);

    RolloutChanged end = state(model).orElseThrow();
    assertThat(end.history().get(0).outcome()).isEqualTo(Outcome.PROMOTED);
    assertThat(end.aliases()).isEqualTo(Map.of("champion", 2));
    assertRevisionsAreContiguous(model);
  }

  @Test
  void aReplicaCountsThatIsHeardOfWhateverItsClockSays() {
    publish(model, 1);
    replica("a", RolloutStrategy.ALL_AT_ONCE);
    await().atMost(TIMEOUT).until(() -> state(model).isPresent());
    publish(model, 2);
    var ready = List.of(new ReplicaVersion(2, State.READY, null, null));
    Instant behind = Instant.now().minus(Duration.ofHours(3));
    var report = new RolloutObserved(model, "r", 0, null, ready, "onnx-cpu", false, behind);
    send(report, behind);
    await().atMost(TIMEOUT).until(() -> state(model).orElseThrow().serving() == 2);
  }

  @Test
  void aCandidateThatAReplicaRefusesIsRolledBackWithTheReason() {
    publish(model, 1);
    replica("a", RolloutStrategy.CANARY);
    await().atMost(TIMEOUT).until(() -> state(model).isPresent());
    publish(model, 2);
    observe(new ReplicaVersion(2, State.REFUSED, "model.onnx: checksum", null));
    await().atMost(TIMEOUT).until(() -> !history(model).isEmpty());
    assertThat(history(model).get(0).outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(history(model).get(0).reason())
        .isEqualTo("replica r rejects " + model + ":2: model.onnx: checksum");
    assertThat(state(model).orElseThrow().serving()).isEqualTo(1);
  }

  @Test
  void ordersAreAnsweredOnceEachWhileReplicasComeGoAndAreFenced() throws Exception {
    List<String> models = IntStream.range(0, 5).mapToObj(i -> model + "-" + i).toList();
    models.forEach(name -> publish(name, 1));
    AutoCloseable first = replica("a", RolloutStrategy.CANARY);
    AutoCloseable second = replica("b", RolloutStrategy.CANARY);
    await().atMost(TIMEOUT).until(() -> models.stream().allMatch(m -> state(m).isPresent()));

    int sent = 0;
    sent += send(models, 4);
    second.close();
    sent += send(models, 4);
    // The same replica is started again, as after a kill; the previous one still runs and does not
    // know.
    replica("a", RolloutStrategy.CANARY);
    sent += send(models, 4);
    await().atMost(TIMEOUT).until(() -> controls.get(0).conflict().isPresent());
    assertThat(controls.get(0).conflict().orElseThrow())
        .contains("as instance a", "weft.rollout.instance-id");
    replica("c", RolloutStrategy.CANARY);
    sent += send(models, 4);
    first.close();
    sent += send(models, 4);

    int expected = sent;
    await().atMost(TIMEOUT).until(() -> answers().size() >= expected);
    assertThat(answers()).hasSize(expected).doesNotHaveDuplicates();
    for (String name : models) {
      assertRevisionsAreContiguous(name);
      assertThat(state(name).orElseThrow().aliases()).hasSize(1 + expected / models.size());
    }
  }

  @Test
  void whatCannotBeDoneIsRefusedForItsReason() {
    publish(model, 1);
    replica("a", RolloutStrategy.CANARY);
    await().atMost(TIMEOUT).until(() -> state(model).isPresent());
    String done = send(order(model, RolloutAction.SET_ALIAS, 1, "first", 1));
    String stale = send(order(model, RolloutAction.REMOVE_ALIAS, 1, "first", null));
    String unknown = send(order(model, RolloutAction.START, null, null, 7));
    String nothing = send(order(model, RolloutAction.RESUME, null, null, null));
    String elsewhere = send(order(model + "-none", RolloutAction.ABORT, null, null, null));
    String invalid =
        "{\"orderId\":\"odd-%s\",\"model\":\"%s\",\"action\":\"start\"}".formatted(model, model);
    producer.send(
        new ProducerRecord<>(
            Topics.ROLLOUTS_REQUESTED, model, invalid.getBytes(StandardCharsets.UTF_8)));
    producer.send(new ProducerRecord<>(Topics.ROLLOUTS_REQUESTED, model, new byte[] {1, 2}));
    String last = send(order(model, RolloutAction.REMOVE_ALIAS, null, "first", null));
    await().atMost(TIMEOUT).until(() -> answers().contains(last));

    await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () ->
                assertThat(refusals())
                    .isEqualTo(
                        new TreeMap<>(
                            Map.of(
                                stale,
                                Reason.STALE_REVISION,
                                unknown,
                                Reason.UNKNOWN_VERSION,
                                nothing,
                                Reason.ILLEGAL_TRANSITION,
                                elsewhere,
                                Reason.UNKNOWN_MODEL,
                                "odd-" + model,
                                Reason.INVALID_ORDER))));
    assertThat(answers()).contains(done);
    assertThat(state(model).orElseThrow().revision()).isEqualTo(3);
  }

  @Test
  void anOrderThatComesTwiceOrToAnotherModelsPartitionIsCarriedOutOnce() {
    publish(model, 1);
    replica("a", RolloutStrategy.CANARY);
    await().atMost(TIMEOUT).until(() -> state(model).isPresent());
    RolloutRequested twice = order(model, RolloutAction.SET_ALIAS, null, "one", 1);
    for (int partition = 0; partition < 4; partition++) {
      producer.send(CODEC.encode(twice, CloudEvent.of(twice, "/test"), partition));
    }
    send(twice);
    String last = send(order(model, RolloutAction.REMOVE_ALIAS, null, "one", null));
    await().atMost(TIMEOUT).until(() -> answers().contains(last));
    String after = send(order(model, RolloutAction.SET_ALIAS, null, "two", 1));
    await().atMost(TIMEOUT).until(() -> answers().contains(after));
    assertThat(answers()).containsExactlyInAnyOrder(twice.orderId(), last, after);
  }

  /**
   * Simulates a compaction, which keeps the newest state and removes the earlier ones with the ids
   * of their orders.
   */
  @Test
  void anOrderBeforeTheLastOneThatWasCarriedOutIsNotWhenTheGroupsOffsetsAreLost() throws Exception {
    publish(model, 1);
    publish(model, 2);
    RolloutRequested pin = order(model, RolloutAction.PIN, null, null, 1);
    RolloutRequested unpin = order(model, RolloutAction.UNPIN, null, null, null);
    producer.send(CODEC.encode(pin, CloudEvent.of(pin, "/test"))).get();
    var last = producer.send(CODEC.encode(unpin, CloudEvent.of(unpin, "/test"))).get();
    send(
        new RolloutChanged(
            model,
            1,
            2,
            false,
            new RolloutPolicy(false, RolloutStrategy.CANARY, null, null, null, null),
            null,
            List.of(),
            Map.of(),
            2,
            RolloutChanged.Cause.of(RolloutChanged.Kind.POLICY, "all that is left"),
            Instant.now(),
            new RolloutChanged.OrderPosition(last.partition(), last.offset())));

    replica("a", RolloutStrategy.CANARY);
    String after = send(order(model, RolloutAction.SET_ALIAS, null, "one", 1));
    await().atMost(TIMEOUT).until(() -> answers().contains(after));

    assertThat(answers()).containsExactly(after);
    assertThat(state(model).orElseThrow().serving()).isEqualTo(2);
    assertThat(state(model).orElseThrow().lastOrder().offset()).isGreaterThan(last.offset());
  }

  @Test
  void anOrderThatWasRefusedIsNotCarriedOutWhenTheGroupsOffsetsAreLost() throws Exception {
    publish(model, 1);
    AutoCloseable first = replica("a", RolloutStrategy.CANARY);
    await().atMost(TIMEOUT).until(() -> state(model).isPresent());
    String pinned = send(order(model, RolloutAction.PIN, null, null, 1));
    String refused = send(order(model, RolloutAction.ROLLBACK, null, null, 2));
    await().atMost(TIMEOUT).until(() -> refusals().containsKey(refused));
    publish(model, 2);
    first.close();
    try (Admin admin = Admin.create(kafka)) {
      admin.deleteConsumerGroups(List.of("group-" + model)).all().get();
    }

    replica("a", RolloutStrategy.CANARY);
    String after = send(order(model, RolloutAction.SET_ALIAS, null, "one", 1));
    await().atMost(TIMEOUT).until(() -> answers().contains(after));

    assertThat(answers()).containsExactlyInAnyOrder(pinned, refused, after);
    assertThat(state(model).orElseThrow().serving()).isEqualTo(1);
  }

  @Test
  void anOrderThatIsTooOldIsRefusedAsExpired() {
    publish(model, 1);
    publish(model, 2);
    replica("a", RolloutStrategy.CANARY);
    await().atMost(TIMEOUT).until(() -> state(model).isPresent());
    RolloutRequested pin = order(model, RolloutAction.PIN, null, null, 1);
    send(pin, Instant.now().minus(Duration.ofDays(20)));
    // A copy in the partition of its model does not make it younger either.
    RolloutRequested moved = order(model, RolloutAction.PIN, null, null, 1);
    for (int partition = 0; partition < 4; partition++) {
      send(moved, Instant.now().minus(Duration.ofDays(20)), partition);
    }
    String after = send(order(model, RolloutAction.SET_ALIAS, null, "one", 1));
    await().atMost(TIMEOUT).until(() -> answers().contains(after));

    await().atMost(TIMEOUT).until(() -> refusals().containsKey(moved.orderId()));
    assertThat(refusals()).containsEntry(pin.orderId(), Reason.EXPIRED);
    assertThat(refusals()).containsEntry(moved.orderId(), Reason.EXPIRED);
    assertThat(state(model).orElseThrow().serving()).isEqualTo(2);
    assertThat(state(model).orElseThrow().pinned()).isFalse();
  }

  @Test
  void aRolloutGoesOnWhereAnotherReplicaAndTheBrokerStopped() throws Exception {
    publish(model, 1);
    AutoCloseable first = replica("a", RolloutStrategy.CANARY);
    await().atMost(TIMEOUT).until(() -> state(model).isPresent());
    setPolicy();
    publish(model, 2);
    observe(new ReplicaVersion(2, State.READY, null, null));
    await().atMost(TIMEOUT).until(() -> rollout(model).map(r -> r.weight() == 10).orElse(false));
    first.close();
    replica("b", RolloutStrategy.CANARY);
    int port = broker.port();
    broker.close();
    broker = EmbeddedBroker.start(dir.resolve("kafka"), port);
    await()
        .atMost(TIMEOUT)
        .until(
            () -> {
              observe(new ReplicaVersion(2, State.READY, null, null));
              return rollout(model).map(r -> r.phase() == Phase.PAUSED).orElse(false);
            });
    String order = send(order(model, RolloutAction.RESUME, null, null, null));
    await().atMost(TIMEOUT).until(() -> answers().contains(order));
    await()
        .atMost(TIMEOUT)
        .until(
            () -> {
              observe(new ReplicaVersion(2, State.READY, null, null));
              return state(model).orElseThrow().serving() == 2;
            });
    assertRevisionsAreContiguous(model);
  }

  @Test
  void oldVersionsThatNothingNeedsAreRemoved() {
    Instant old = Instant.now().minus(Duration.ofDays(1));
    for (int version = 1; version <= 5; version++) {
      Bundles.publish(store, model, version, version == 1 ? null : version - 1, old);
    }
    replica("a", RolloutStrategy.CANARY);
    await().atMost(TIMEOUT).until(() -> state(model).isPresent());
    send(order(model, RolloutAction.SET_ALIAS, null, "liked", 2));
    var policy = new RolloutPolicy(false, RolloutStrategy.CANARY, null, null, 1, null);
    String order = send(policyOrder(policy));
    await().atMost(TIMEOUT).until(() -> answers().contains(order));
    var models = new ModelStore(store, "weft");
    await().atMost(TIMEOUT).until(() -> models.versions(model).equals(List.of(1, 2, 5)));
    String gone = send(order(model, RolloutAction.ROLLBACK, null, null, 3));
    await().atMost(TIMEOUT).until(() -> refusals().containsKey(gone));
    assertThat(refusals()).containsEntry(gone, Reason.UNKNOWN_VERSION);
    assertThat(models.lineage(model, 3)).isPresent();
  }

  private AutoCloseable replica(String name, RolloutStrategy strategy) {
    var models = new ModelStore(store, "weft");
    var clusters =
        new ObservedClusters(
            kafka,
            CODEC,
            models,
            (servingState, progress, condition) ->
                new Reading(Verdict.SUCCESSFUL, 0, 0, 0, 100, false, true),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            Duration.ofMillis(100),
            (record, version) -> {});
    var backoff = new Backoff(Duration.ofMillis(50), Duration.ofMillis(200));
    var control =
        new Control(
            new ReplicaClients(kafka, "group-" + model, name),
            CODEC,
            clusters,
            new Retention(models, new RetentionRule(Duration.ofHours(1))),
            new ControlSettings(
                Duration.ofMillis(50),
                Duration.ofMillis(100),
                new RolloutPolicy(null, strategy, null, null, null, null),
                Duration.ofHours(1),
                backoff),
            new Silent());
    clusters.start();
    control.start();
    controls.add(control);
    AutoCloseable both =
        () -> {
          control.close();
          clusters.close();
        };
    running.add(both);
    return both;
  }

  private void publish(String name, int version) {
    Bundles.publish(store, name, version, null, Instant.now());
  }

  private void observe(ReplicaVersion version) {
    send(
        new RolloutObserved(
            model, "r", 0, null, List.of(version), "onnx-cpu", false, Instant.now()));
  }

  private void setPolicy() {
    var steps = List.of(RolloutStep.weight(10), RolloutStep.untilResumed(), RolloutStep.weight(50));
    String order =
        send(policyOrder(new RolloutPolicy(null, RolloutStrategy.CANARY, steps, null, null, null)));
    await().atMost(TIMEOUT).until(() -> answers().contains(order));
  }

  private int send(List<String> models, int each) {
    for (int i = 0; i < each; i++) {
      for (String name : models) {
        send(order(name, RolloutAction.SET_ALIAS, null, "alias-" + orders.incrementAndGet(), 1));
      }
    }
    return each * models.size();
  }

  private RolloutRequested order(
      String name, RolloutAction action, Integer revision, String alias, Integer version) {
    return new RolloutRequested(
        model + "-order-" + orders.incrementAndGet(),
        name,
        action,
        revision,
        version,
        alias,
        null,
        null,
        null,
        Instant.now());
  }

  private RolloutRequested policyOrder(RolloutPolicy policy) {
    return new RolloutRequested(
        model + "-order-" + orders.incrementAndGet(),
        model,
        RolloutAction.SET_POLICY,
        null,
        null,
        null,
        policy,
        null,
        null,
        Instant.now());
  }

  private String send(WeftEvent event) {
    producer.send(CODEC.encode(event, CloudEvent.of(event, "/test")));
    producer.flush();
    return event.identity();
  }

  private void send(WeftEvent event, Instant written) {
    send(event, written, null);
  }

  private void send(WeftEvent event, Instant written, Integer partition) {
    var record = CODEC.encode(event, CloudEvent.of(event, "/test"), partition);
    producer.send(
        new ProducerRecord<>(
            record.topic(),
            partition,
            written.toEpochMilli(),
            record.key(),
            record.value(),
            record.headers()));
    producer.flush();
  }

  /**
   * Ids of this test's orders, in the order of the answers that a {@code read_committed} consumer
   * sees.
   */
  private List<String> answers() {
    List<String> answers = new ArrayList<>();
    changes().stream()
        .map(event -> event.cause().orderId())
        .filter(id -> id != null && id.startsWith(model + "-order-"))
        .forEach(answers::add);
    refusals().keySet().stream().filter(id -> id.startsWith(model)).forEach(answers::add);
    return answers;
  }

  private Map<String, Reason> refusals() {
    Map<String, Reason> refusals = new TreeMap<>();
    read(Topics.ROLLOUTS_REFUSED, RolloutRefused.class).stream()
        .filter(event -> event.orderId().contains(model))
        .forEach(event -> refusals.put(event.orderId(), event.reason()));
    return refusals;
  }

  private Optional<RolloutChanged> state(String name) {
    return changes().stream()
        .filter(event -> event.model().equals(name))
        .reduce((earlier, later) -> later);
  }

  private Optional<RolloutChanged.Rollout> rollout(String name) {
    return state(name).map(RolloutChanged::rollout);
  }

  private List<RolloutChanged.Ended> history(String name) {
    return state(name).map(RolloutChanged::history).orElseThrow();
  }

  private void assertRevisionsAreContiguous(String name) {
    List<Integer> revisions =
        changes().stream()
            .filter(event -> event.model().equals(name))
            .map(RolloutChanged::revision)
            .toList();
    for (int i = 1; i < revisions.size(); i++) {
      assertThat(revisions.get(i) - revisions.get(i - 1)).as("%s", revisions).isBetween(0, 1);
    }
    assertThat(revisions.get(0)).isEqualTo(1);
  }

  private List<RolloutChanged> changes() {
    return read(Topics.ROLLOUTS_CHANGED, RolloutChanged.class);
  }

  private <T extends WeftEvent> List<T> read(String topic, Class<T> type) {
    return new CommittedEvents(broker.bootstrapServers(), CODEC).read(topic, type);
  }

  private static final class Silent implements ControlListener {
    @Override
    public void round(Collection<ModelState> states, boolean joined) {}

    @Override
    public void changed(ModelState before, ModelState after) {}

    @Override
    public void refused(Reason reason) {}
  }
}
