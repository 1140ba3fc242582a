package dev.weft.trainer.orders;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.weft.embedded.EmbeddedBroker;
import dev.weft.events.WeftEvent;
import dev.weft.events.catalog.Topics;
import dev.weft.events.kafka.CloudEvent;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.model.ModelPublished;
import dev.weft.events.training.TrainingCancelled;
import dev.weft.events.training.TrainingOrder;
import dev.weft.events.training.TrainingProgressed;
import dev.weft.events.training.TrainingRecipe;
import dev.weft.events.training.TrainingRequested;
import dev.weft.events.training.TrainingState;
import dev.weft.events.training.TrainingTrigger;
import dev.weft.kafka.client.Backoff;
import dev.weft.kafka.group.ReplicaClients;
import dev.weft.kafka.topic.TopicSettings;
import dev.weft.kafka.topic.TopicSetup;
import dev.weft.objectstore.StoreUnavailableException;
import dev.weft.trainer.CommittedEvents;
import dev.weft.trainer.run.TrainingExecutor;
import dev.weft.trainer.run.context.TrainingMonitor;
import dev.weft.trainer.run.files.TrainingOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders on a real broker, with a fake training. */
class OrdersIT {
  private static final EventCodec CODEC = new EventCodec();
  private static final AtomicInteger MODELS = new AtomicInteger();

  @TempDir static Path dir;
  private static EmbeddedBroker broker;
  private static Map<String, Object> kafka;

  private final String model = "model-" + MODELS.incrementAndGet();
  private final String group = "trainers-" + model;
  private final Work work = new Work();
  private final List<TrainingCoordinator> trainers = new ArrayList<>();
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
  void close() {
    work.goOn.addAll(work.begun);
    trainers.forEach(TrainingCoordinator::close);
    producer.close();
  }

  @Test
  void oneTrainingOfAModelRunsAtATimeAndTheNextOneWaits() {
    send(request("first", 1));
    send(request("second", 2));
    trainer("a");
    trainer("b");
    await().atMost(TIMEOUT).until(() -> work.begun.contains("first"));
    assertThat(work.begun).containsExactly("first");
    work.goOn.add("first");
    await().atMost(TIMEOUT).until(() -> work.begun.contains("second"));
    assertThat(ends()).containsExactly("first published");
    work.goOn.add("second");
    await().atMost(TIMEOUT).until(() -> ends().size() == 2);
    assertThat(work.most.get()).isEqualTo(1);
  }

  @Test
  void waitingRequestsForTheSameWorkAreOneTraining() {
    send(request("running", 1));
    trainer("a");
    await().atMost(TIMEOUT).until(() -> work.begun.contains("running"));
    send(request("one", null));
    send(request("two", null));
    work.goOn.addAll(Set.of("running", "one", "two"));
    await().atMost(TIMEOUT).until(() -> ends().size() == 3);
    assertThat(ends()).contains("one published", "two published");
    assertThat(work.begun).contains("one").doesNotContain("two");
    assertThat(published()).hasSize(2);
  }

  @Test
  void aWaitingOrRunningTrainingIsCancelled() {
    send(request("running", 1));
    trainer("a");
    await().atMost(TIMEOUT).until(() -> work.begun.contains("running"));
    send(request("waiting", 2));
    send(cancellation("waiting"));
    await().atMost(TIMEOUT).until(() -> ends().contains("waiting cancelled"));
    send(cancellation("running"));
    await().atMost(TIMEOUT).until(() -> ends().contains("running cancelled"));
    send(request("next", 3));
    work.goOn.add("next");
    await().atMost(TIMEOUT).until(() -> ends().contains("next published"));
    assertThat(work.begun).doesNotContain("waiting");
  }

  @Test
  void anotherTrainerTakesOverAndTheVersionIsSaidOnce() {
    send(request("moved", 1));
    TrainingCoordinator first = trainer("a");
    await().atMost(TIMEOUT).until(() -> work.begun.contains("moved"));
    trainer("b");
    first.close();
    await().atMost(TIMEOUT).until(() -> work.attempts.get() >= 2);
    work.goOn.add("moved");
    await().atMost(TIMEOUT).until(() -> ends().contains("moved published"));
    assertThat(ends()).containsExactly("moved published");
    assertThat(published()).hasSize(1);
  }

  @Test
  void aRequestThatComesAgainAfterItsEndIsNotDoneAgain() {
    work.goOn.addAll(Set.of("again", "later"));
    send(request("again", 1));
    trainer("a");
    await().atMost(TIMEOUT).until(() -> ends().contains("again published"));
    await().atMost(TIMEOUT).until(() -> work.isAnnounced(prefix() + "again"));
    send(request("again", 1));
    send(request("later", 2));
    await().atMost(TIMEOUT).until(() -> ends().contains("later published"));
    assertThat(ends()).containsExactly("again published", "later published");
    assertThat(published()).hasSize(2);
  }

  @Test
  void aStoreThatIsAwayIsWaitedForAndWhatIsNoOrderPassed() {
    producer.send(
        new org.apache.kafka.clients.producer.ProducerRecord<>(
            Topics.TRAINING_REQUESTED,
            model,
            "not JSON".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    work.failures.set(2);
    work.goOn.add("patient");
    send(request("patient", 1));
    trainer("a");
    await().atMost(TIMEOUT).until(() -> ends().contains("patient published"));
    assertThat(work.attempts.get()).isEqualTo(3);
  }

  private TrainingCoordinator trainer(String name) {
    TrainingCoordinator orders =
        new TrainingCoordinator(
            new ReplicaClients(kafka, group, name),
            CODEC,
            work,
            new Backoff(Duration.ofMillis(50), Duration.ofMillis(200)),
            new TrainingListener() {
              @Override
              public void round(int waiting, boolean training, boolean joined) {}

              @Override
              public void ended(TrainingState state) {}
            });
    trainers.add(orders);
    orders.start();
    return orders;
  }

  private TrainingRequested request(String id, Integer parent) {
    return new TrainingRequested(
        prefix() + id,
        model,
        TrainingTrigger.PERSON,
        parent,
        TrainingRecipe.DEFAULT,
        Instant.now());
  }

  private TrainingCancelled cancellation(String id) {
    return new TrainingCancelled(prefix() + id, model, Instant.now());
  }

  /** Prefix of this test's trainings, since all tests share the topic. */
  private String prefix() {
    return model + "-";
  }

  private String name(String trainingId) {
    return trainingId.substring(prefix().length());
  }

  private void send(TrainingOrder order) {
    producer.send(CODEC.encode(order, CloudEvent.of(order, "/test")));
    producer.flush();
  }

  /** Ends of this test's trainings, as a {@code read_committed} consumer sees them. */
  private List<String> ends() {
    return read(Topics.TRAINING_PROGRESSED, TrainingProgressed.class).stream()
        .filter(event -> event.model().equals(model) && event.state().isEnd())
        .map(event -> name(event.trainingId()) + " " + event.state().code())
        .toList();
  }

  private List<ModelPublished> published() {
    return read(Topics.MODELS_PUBLISHED, ModelPublished.class).stream()
        .filter(event -> event.model().name().equals(model))
        .toList();
  }

  private <T extends WeftEvent> List<T> read(String topic, Class<T> type) {
    return new CommittedEvents(broker.bootstrapServers(), CODEC).read(topic, type);
  }

  /** A training that ends when the test lets it end. */
  private final class Work implements TrainingExecutor {
    final List<String> begun = java.util.Collections.synchronizedList(new ArrayList<>());
    final Set<String> goOn = ConcurrentHashMap.newKeySet();
    final AtomicInteger attempts = new AtomicInteger();
    final AtomicInteger failures = new AtomicInteger();
    final AtomicInteger running = new AtomicInteger();
    final AtomicInteger most = new AtomicInteger();
    private final Map<String, TrainingOutcome> outcomes = new ConcurrentHashMap<>();
    private final Set<String> announced = ConcurrentHashMap.newKeySet();

    @Override
    public TrainingOutcome run(
        TrainingRequested request, List<String> sameAs, TrainingMonitor monitor) {
      if (!request.model().equals(model)) {
        return cancelled("another test's");
      }
      String id = name(request.trainingId());
      TrainingOutcome known = outcomes.get(id);
      if (known != null) {
        return known;
      }
      attempts.incrementAndGet();
      if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new StoreUnavailableException("the store is away", null);
      }
      if (!begun.contains(id)) {
        begun.add(id);
      }
      most.accumulateAndGet(running.incrementAndGet(), Math::max);
      try {
        await()
            .atMost(TIMEOUT)
            .until(
                () -> {
                  monitor.check();
                  return goOn.contains(id);
                });
        return keep(id, published(request, sameAs));
      } catch (dev.weft.trainer.run.context.TrainingStoppedException e) {
        if (e.isCancelled()) {
          return keep(id, cancelled(e.getMessage()));
        }
        throw e;
      } finally {
        running.decrementAndGet();
      }
    }

    private TrainingOutcome cancelled(String why) {
      return new TrainingOutcome(
          TrainingState.CANCELLED, why, null, null, List.of(), Instant.now());
    }

    private TrainingOutcome keep(String id, TrainingOutcome outcome) {
      outcomes.put(id, outcome);
      return outcome;
    }

    private TrainingOutcome published(TrainingRequested request, List<String> sameAs) {
      return new TrainingOutcome(
          TrainingState.PUBLISHED,
          "good",
          Manifests.tree(model, MODELS.incrementAndGet()),
          null,
          sameAs,
          Instant.now());
    }

    @Override
    public boolean isAnnounced(String trainingId) {
      return announced.contains(trainingId);
    }

    @Override
    public void clean(String trainingId) {
      announced.add(trainingId);
    }
  }

  /** Manifests of versions that are not in the store. */
  private static final class Manifests {
    static com.fasterxml.jackson.databind.JsonNode tree(String model, int version) {
      var json = JsonNodeFactory.instance.objectNode();
      json.put("format", 1).put("name", model).put("version", version);
      json.put("publishedAt", Instant.now().toString());
      json.putArray("classes").add("hat").add("shoes");
      json.putObject("preprocessing")
          .put("width", 299)
          .put("height", 299)
          .put("resize", "STRETCH")
          .put("scaling", "MINUS_ONE_TO_ONE");
      json.putArray("golden").add(0.5).add(0.25);
      var files = json.putObject("files");
      for (String name : List.of("model.onnx", "weights.safetensors")) {
        files.putObject(name).put("size", 1).put("sha256", "0".repeat(64));
      }
      json.putObject("origin").put("kind", "training").put("parent", model + ":1");
      return json;
    }
  }
}
