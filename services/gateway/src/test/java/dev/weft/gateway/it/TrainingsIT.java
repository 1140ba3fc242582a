package dev.weft.gateway.it;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.events.WeftEvent;
import dev.weft.events.catalog.Topics;
import dev.weft.events.kafka.CloudEvent;
import dev.weft.events.kafka.Decoded;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.training.TrainingCancelled;
import dev.weft.events.training.TrainingOrder;
import dev.weft.events.training.TrainingPhase;
import dev.weft.events.training.TrainingProgress;
import dev.weft.events.training.TrainingRequested;
import dev.weft.events.training.TrainingState;
import dev.weft.gateway.it.GatewayClient.Answer;
import dev.weft.objectstore.ObjectStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Trainings, as far as the gateway implements them. The test plays the trainer. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class TrainingsIT {

  @TestHTTPResource URI base;
  @Inject EventCodec codec;
  @Inject ObjectStore store;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  private GatewayClient gateway;

  @BeforeEach
  void setUp() {
    Awaitility.setDefaultTimeout(TIMEOUT);
    Awaitility.setDefaultPollInterval(Duration.ofMillis(50));
    gateway = new GatewayClient(base);
    await().atMost(TIMEOUT).until(() -> gateway.get("/q/health/ready").status() == 200);
  }

  @Test
  void aTrainingIsAskedForFollowedCancelledAndShown() {
    Answer asked =
        gateway.post(
            "/v1/trainings",
            "{\"parent\": 3, \"recipe\": {\"fineTune\": {\"from\": \"block13\"}}}");

    assertThat(asked.status()).as(asked.text()).isEqualTo(202);
    String id = asked.json().path("id").asText();
    assertThat(asked.header("Location")).endsWith("/v1/trainings/" + id);
    assertThat(asked.json().path("state").asText()).isEqualTo("queued");
    assertThat(asked.json().path("model").asText()).isEqualTo("clothing");
    assertThat(gateway.get("/v1/trainings/" + id).json()).isEqualTo(asked.json());
    TrainingRequested request = (TrainingRequested) orders(id, 1).get(0);
    assertThat(request.parent()).isEqualTo(3);
    assertThat(request.recipe().fineTune().from()).isEqualTo("block13");

    try (EventStream stream = gateway.follow("/v1/trainings/" + id + "/stream")) {
      progress(request, TrainingState.RUNNING, 1);
      EventStream.Event first = stream.next();
      assertThat(first.name()).isEqualTo("training-progressed");
      assertThat(first.data()).contains("\"phase\":\"freeze\"", "\"epoch\":1");

      Answer cancelled = gateway.delete("/v1/trainings/" + id);
      assertThat(cancelled.status()).isEqualTo(202);
      assertThat(cancelled.json().path("cancelRequestedAt").isTextual()).isTrue();
      assertThat(orders(id, 2).get(1)).isInstanceOf(TrainingCancelled.class);

      progress(request, TrainingState.CANCELLED, 2);
      assertThat(stream.next().data()).contains("\"state\":\"cancelled\"");
    }
    JsonNode shown = gateway.get("/v1/trainings/" + id).json();
    assertThat(shown.path("state").asText()).isEqualTo("cancelled");
    assertThat(shown.path("epochs")).hasSize(2);
    assertThat(shown.path("progress").path("loss").asDouble()).isEqualTo(0.5);
    assertProblem(gateway.delete("/v1/trainings/" + id), 409, "training-ended");
    assertThat(gateway.get("/v1/trainings?model=clothing").json().path("trainings"))
        .anySatisfy(training -> assertThat(training.path("id").asText()).isEqualTo(id));
    assertThat(gateway.get("/v1/trainings?model=other").json().path("trainings")).isEmpty();
  }

  @Test
  void theSameKeyIsTheSameTraining() {
    String key = "nightly-" + UUID.randomUUID();
    String body = "{\"recipe\": {\"seed\": 7}}";

    Answer first = gateway.post("/v1/trainings", body, "Idempotency-Key", key);
    Answer again = gateway.post("/v1/trainings", body, "Idempotency-Key", key);
    Answer other = gateway.post("/v1/trainings", "{}", "Idempotency-Key", key);

    assertThat(first.json().path("id").asText()).isEqualTo(key);
    assertThat(again.status()).isEqualTo(202);
    assertThat(again.json()).isEqualTo(first.json());
    assertProblem(other, 409, "training-id-taken");
    assertThat(orders(key, 1)).hasSize(1);
  }

  @Test
  void anEmptyKeyIsRefused() {
    assertProblem(gateway.post("/v1/trainings", "{}", "Idempotency-Key", ""), 400, "bad-parameter");
  }

  @Test
  void aRequestOfAnotherProgramIsShownToo() {
    String id = UUID.randomUUID().toString();
    String json =
        """
        {"trainingId":"%s","model":"shoes","trigger":"event","requestedAt":"2026-11-01T12:00:00Z"}\
        """
            .formatted(id);
    try (KafkaProducer<String, byte[]> producer = producer()) {
      producer.send(
          new org.apache.kafka.clients.producer.ProducerRecord<>(
              Topics.TRAINING_REQUESTED, "shoes", json.getBytes(UTF_8)));
    }

    await().atMost(TIMEOUT).until(() -> gateway.get("/v1/trainings/" + id).status() == 200);
    JsonNode shown = gateway.get("/v1/trainings/" + id).json();
    assertThat(shown.path("trigger").asText()).isEqualTo("event");
    assertThat(shown.path("model").asText()).isEqualTo("shoes");
  }

  @Test
  void aReportAndItsPicturesComeFromTheStore() {
    String id = UUID.randomUUID().toString();
    store.put("weft", "trainings/" + id + "/report.json", "{\"a\":1}".getBytes(UTF_8), "x/y");
    store.put("weft", "trainings/" + id + "/curves.svg", "<svg/>".getBytes(UTF_8), "x/y");

    Answer report = gateway.get("/v1/trainings/" + id + "/report");
    Answer picture = gateway.get("/v1/trainings/" + id + "/report/curves.svg");

    assertThat(report.json().path("a").asInt()).isEqualTo(1);
    assertThat(report.header("Content-Type")).startsWith("application/json");
    assertThat(picture.text()).isEqualTo("<svg/>");
    assertThat(picture.header("Content-Type")).startsWith("image/svg+xml");
    assertThat(picture.header("Content-Security-Policy")).contains("sandbox");
    assertProblem(gateway.get("/v1/trainings/" + id + "/report/none.png"), 404, "no-report");
    assertProblem(gateway.get("/v1/trainings/" + id + "/report/request.json"), 404, "no-report");
    assertProblem(gateway.get("/v1/trainings/nobody/report"), 404, "no-report");
  }

  @Test
  void whatCannotBeTrainedIsRefusedWithTheSettingSName() {
    assertRefused("{\"recipe\": {\"head\": {\"epoch\": 3}}}", "recipe.head.epoch");
    assertRefused("{\"recipe\": {\"head\": {\"epochs\": 0}}}", "head.epochs must be at least 1");
    assertRefused("{\"recipe\": {\"fineTune\": {\"from\": \"block99\"}}}", "fineTune.from");
    assertRefused("{\"recipe\": {\"batchSize\": \"many\"}}", "recipe.batchSize");
    assertRefused("{\"parent\": 1.5}", "parent");
    assertRefused("{\"model\": \"../a\"}", "the name of a model");
    assertRefused("{", "not JSON");
    assertProblem(gateway.get("/v1/trainings/nobody"), 404, "no-such-training");
    assertProblem(gateway.get("/v1/trainings/nobody/stream"), 404, "no-such-training");
    assertProblem(gateway.delete("/v1/trainings/nobody"), 404, "no-such-training");
    assertThat(gateway.get("/q/openapi").text())
        .contains("/v1/trainings/{id}/stream", "/v1/images/{id}/label", "TrainingRecipe");
  }

  private void assertRefused(String body, String detail) {
    Answer answer = gateway.post("/v1/trainings", body);
    assertProblem(answer, 400, "bad-parameter");
    assertThat(answer.json().path("detail").asText()).contains(detail);
  }

  private void progress(TrainingOrder order, TrainingState state, int epoch) {
    WeftEvent event =
        TrainingProgress.of(order)
            .phase(TrainingPhase.FREEZE)
            .epoch(epoch, 30)
            .training(0.5, 0.8)
            .validation(0.6, 0.7)
            .event(state, Instant.now());
    try (KafkaProducer<String, byte[]> producer = producer()) {
      producer.send(codec.encode(event, CloudEvent.of(event, "/test")));
    }
  }

  private KafkaProducer<String, byte[]> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", bootstrapServers),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  /** Waits until there are this many orders about a training, and returns them. */
  private List<TrainingOrder> orders(String id, int count) {
    List<TrainingOrder> orders = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "group.id",
                UUID.randomUUID().toString(),
                "auto.offset.reset",
                "earliest"),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(Topics.TRAINING_REQUESTED));
      await()
          .atMost(TIMEOUT)
          .until(
              () -> {
                consumer
                    .poll(Duration.ofMillis(100))
                    .forEach(
                        record -> {
                          TrainingOrder order =
                              (TrainingOrder) ((Decoded.Valid<?>) codec.decode(record)).event();
                          if (order.trainingId().equals(id)) {
                            orders.add(order);
                          }
                        });
                return orders.size() >= count;
              });
    }
    return orders;
  }

  private static void assertProblem(Answer answer, int status, String type) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.json().path("type").asText()).endsWith("/" + type);
  }
}
