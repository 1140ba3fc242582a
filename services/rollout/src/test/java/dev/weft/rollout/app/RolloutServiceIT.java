package dev.weft.rollout.app;

import static dev.weft.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.events.ModelRef;
import dev.weft.events.WeftEvent;
import dev.weft.events.catalog.Topics;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.ImageFailed;
import dev.weft.events.image.ObjectRef;
import dev.weft.events.image.Prediction;
import dev.weft.events.image.Timings;
import dev.weft.events.kafka.CloudEvent;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.model.ServingRole;
import dev.weft.events.rollout.RolloutAction;
import dev.weft.events.rollout.RolloutChanged;
import dev.weft.events.rollout.RolloutChanged.Ended;
import dev.weft.events.rollout.RolloutChanged.Outcome;
import dev.weft.events.rollout.RolloutCondition;
import dev.weft.events.rollout.RolloutMetric;
import dev.weft.events.rollout.RolloutObserved;
import dev.weft.events.rollout.RolloutObserved.ReplicaVersion;
import dev.weft.events.rollout.RolloutObserved.State;
import dev.weft.events.rollout.RolloutPolicy;
import dev.weft.events.rollout.RolloutRequested;
import dev.weft.events.rollout.RolloutStep;
import dev.weft.events.rollout.RolloutStrategy;
import dev.weft.objectstore.ObjectStore;
import dev.weft.rollout.Bundles;
import dev.weft.rollout.CommittedEvents;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service as a separate application, which decides by measured images. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class RolloutServiceIT {
  private static final AtomicInteger IMAGES = new AtomicInteger();

  @Inject EventCodec codec;
  @Inject ObjectStore store;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  @TestHTTPResource("/")
  URL root;

  private KafkaProducer<String, byte[]> producer;

  @BeforeEach
  void produce() {
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  @AfterEach
  void close() {
    producer.close();
  }

  @Test
  void aCandidateThatDoesWellOnLiveImagesServesInTheEnd() throws Exception {
    begin("good");
    await().atMost(PATIENCE).until(() -> live("good", false, 2));
    assertThat(history("good").get(0).outcome()).isEqualTo(Outcome.PROMOTED);

    assertThat(get("q/health")).contains("\"status\": \"UP\"").contains("rollout");
    assertThat(get("q/metrics"))
        .contains("weft_rollout_serving{model=\"good\"} 2.0")
        .contains("weft_rollout_ended_total{model=\"good\",outcome=\"promoted\"} 1.0");
  }

  @Test
  void aCandidateThatFailsOnLiveImagesIsRolledBackWithTheFigures() {
    begin("bad");
    await().atMost(PATIENCE).until(() -> live("bad", true, 1) && !history("bad").isEmpty());
    assertThat(history("bad").get(0).outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(history("bad").get(0).reason())
        .startsWith("bad:2 did not meet failure-rate value <= 0.2");
  }

  /** Version 1 serves, and version 2 is published under a policy that is evaluated every second. */
  private void begin(String model) {
    Bundles.publish(store, model, 1, null, Instant.now());
    await().atMost(PATIENCE).until(() -> state(model).isPresent());
    var condition = new RolloutCondition(RolloutMetric.FAILURE_RATE, "value <= 0.2", 0, 1000, 30);
    var policy =
        new RolloutPolicy(
            true,
            RolloutStrategy.CANARY,
            List.of(RolloutStep.weight(50), RolloutStep.judged()),
            new RolloutPolicy.Analysis(1, 0.95, List.of(condition)),
            null,
            null);
    send(
        new RolloutRequested(
            "policy-" + model,
            model,
            RolloutAction.SET_POLICY,
            null,
            null,
            null,
            policy,
            null,
            null,
            Instant.now()));
    await().atMost(PATIENCE).until(() -> state(model).orElseThrow().policy().equals(policy));
    Bundles.publish(store, model, 2, 1, Instant.now());
  }

  /**
   * Publishes a replica's results of some images; returns whether the given version serves by now.
   */
  private boolean live(String model, boolean fails, int serving) {
    send(
        new RolloutObserved(
            model,
            "replica",
            0,
            1,
            List.of(new ReplicaVersion(2, State.READY, null, null)),
            "onnx-cpu",
            false,
            Instant.now()));
    for (int i = 0; i < 10; i++) {
      String id = "image-" + IMAGES.incrementAndGet();
      var candidate = new ModelRef(model, 2);
      send(
          fails
              ? new ImageFailed(id, candidate, ServingRole.CANARY, "NaN", Instant.now())
              : classified(id, candidate));
    }
    return state(model).orElseThrow().serving() == serving;
  }

  private static ImageClassified classified(String id, ModelRef model) {
    Instant now = Instant.now();
    return new ImageClassified(
        id,
        new ObjectRef("weft", "uploads/" + id, 3, "a".repeat(64)),
        model,
        ServingRole.CANARY,
        List.of(new Prediction("hat", 0.75)),
        "onnx-cpu",
        new Timings(0.1, 0.1, 0.1, 0.1),
        now.minusMillis(500),
        now,
        Map.of(),
        null,
        null,
        null);
  }

  private void send(WeftEvent event) {
    producer.send(codec.encode(event, CloudEvent.of(event, "/test")));
  }

  private Optional<RolloutChanged> state(String model) {
    return new CommittedEvents(bootstrapServers, codec)
        .read(Topics.ROLLOUTS_CHANGED, RolloutChanged.class).stream()
            .filter(event -> event.model().equals(model))
            .reduce((earlier, later) -> later);
  }

  private List<Ended> history(String model) {
    return state(model).map(RolloutChanged::history).orElseThrow();
  }

  private String get(String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(root + path)).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
