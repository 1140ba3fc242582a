package dev.weft.gateway.it;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.events.kafka.CloudEvent;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.training.TrainingCancelled;
import dev.weft.events.training.TrainingProgress;
import dev.weft.events.training.TrainingProgressed;
import dev.weft.events.training.TrainingState;
import dev.weft.gateway.it.GatewayClient.Answer;
import dev.weft.gateway.models.PublishedModels;
import dev.weft.objectstore.ObjectStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Labels in the label queue that a training's report doubts. The test plays the trainer. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class DoubtfulLabelsIT extends ModelOfItsOwn {

  @Inject PublishedModels models;
  @Inject EventCodec codec;
  @Inject ObjectStore store;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  @Test
  void aLabelThatIsDoubtedIsAskedUntilAPersonHasSaidWhichIsRight() {
    String kept = labeled("shirt");
    String corrected = labeled("shirt");
    String left = labeled("shirt");
    report(kept, corrected, left);

    await().atMost(TIMEOUT).until(() -> doubted().size() == 3);
    JsonNode asked = queue("?reason=doubtful&model=" + model).get(0);
    assertThat(asked.path("reasons").toString()).isEqualTo("[\"doubtful\"]");
    assertThat(asked.at("/doubt/label").asText()).isEqualTo("shirt");
    assertThat(asked.at("/doubt/likelier").asText()).isEqualTo("dress");
    assertThat(asked.at("/doubt/probability").asDouble()).isEqualTo(0.93);
    assertThat(queue("?limit=200&model=" + model)).hasSize(3);
    assertThat(queue("?reason=margin&model=" + model)).isEmpty();

    answer(kept, "shirt");
    answer(corrected, "dress");

    await().atMost(TIMEOUT).until(() -> doubted().equals(List.of(left)));
    assertThat(gateway.get("/v1/images/" + kept).json().at("/labeling/confirmed").asBoolean())
        .isTrue();

    // A later training doubts all of them again, and one more.
    String late = labeled("shirt");
    report(kept, corrected, left, late);
    await().atMost(TIMEOUT).until(() -> doubted().contains(late));
    assertThat(doubted()).containsExactlyInAnyOrder(left, late);
  }

  @Test
  void aReasonThatIsNoneIsRefused() {
    Answer refused = gateway.get("/v1/labels/queue?reason=boredom");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains("doubtful", "boredom");
  }

  private String labeled(String label) {
    String id =
        gateway
            .upload("?purpose=training&model=" + model, GatewayClient.picture())
            .json()
            .path("id")
            .asText();
    Answer said = gateway.post("/v1/images/" + id + "/label", "{\"label\": \"" + label + "\"}");
    assertThat(said.status()).as(said.text()).isEqualTo(200);
    await()
        .atMost(TIMEOUT)
        .until(() -> gateway.get("/v1/images/" + id).json().path("label").isTextual());
    return id;
  }

  private void answer(String id, String label) {
    Answer said =
        gateway.post(
            "/v1/images/" + id + "/label", "{\"label\": \"" + label + "\", \"confirmed\": true}");
    assertThat(said.status()).as(said.text()).isEqualTo(200);
  }

  private void report(String... ids) {
    String training = "t-" + UUID.randomUUID();
    String key = "trainings/" + training + "/report.json";
    String doubts =
        Arrays.stream(ids)
            .map(
                id ->
                    """
                    {"imageId": "%s", "label": "shirt", "likelier": "dress",
                    "probability": 0.93, "labelProbability": 0.02}\
                    """
                        .formatted(id))
            .collect(Collectors.joining(","));
    String report =
        "{\"startedAt\": \"%s\", \"doubtfulLabels\": [%s]}".formatted(Instant.now(), doubts);
    store.put("weft", key, report.getBytes(UTF_8), "application/json");
    TrainingProgressed end =
        TrainingProgress.of(new TrainingCancelled(training, model, Instant.now()))
            .report(key)
            .event(TrainingState.REJECTED, Instant.now());
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.send(codec.encode(end, CloudEvent.of(end, "/test")));
    }
  }

  private List<String> doubted() {
    return queue("?reason=doubtful&model=" + model).stream()
        .map(image -> image.path("id").asText())
        .toList();
  }

  private List<JsonNode> queue(String query) {
    JsonNode images = gateway.get("/v1/labels/queue" + query).json().path("images");
    return StreamSupport.stream(images.spliterator(), false).toList();
  }
}
