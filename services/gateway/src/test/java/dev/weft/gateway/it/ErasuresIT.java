package dev.weft.gateway.it;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.events.ModelRef;
import dev.weft.events.catalog.Topics;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.model.ServingRole;
import dev.weft.events.object.ObjectImageId;
import dev.weft.gateway.it.Backends.StoreSwitch;
import dev.weft.gateway.it.GatewayClient.Answer;
import dev.weft.kafka.topic.TopicSettings;
import dev.weft.objectstore.ObjectStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Erasure of images. */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class ErasuresIT extends ModelOfItsOwn {

  @Inject ObjectStore store;
  @Inject EventCodec codec;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  StoreSwitch storeSwitch;

  @Test
  void anErasedImageIsNowhereAndItIsSaidWhatWasRemoved() {
    String id = image("shop=north");
    String label = "hat " + UUID.randomUUID();
    label(id, label);
    String key = key(id);
    await().atMost(TIMEOUT).until(() -> listed(label).size() == 1);

    Answer ordered = gateway.delete("/v1/images/" + id + "?by=ann");

    assertThat(ordered.status()).as(ordered.text()).isEqualTo(202);
    assertThat(ordered.json().path("state").asText()).isEqualTo("requested");
    JsonNode done = done(id);
    assertThat(done.path("erasedBy").asText()).isEqualTo("ann");
    assertThat(done.path("source").asText()).isEqualTo("request");
    assertThat(done.path("removed")).extracting(JsonNode::asText).containsExactly(key);
    assertThat(done.at("/kept/versions")).isEmpty();
    assertThat(store.stat("weft", key)).isEmpty();
    assertThat(listed(label)).isEmpty();
    Answer gone = gateway.get("/v1/images/" + id);
    assertThat(gone.status()).isEqualTo(404);
    assertThat(gone.json().path("detail").asText()).contains("erased", "/v1/erasures/" + id);
    assertThat(gateway.get("/v1/images/" + id + "/content").status()).isEqualTo(404);
    assertThat(post(id, "hat").status()).isEqualTo(404);
  }

  @Test
  void askedForAgainItIsTheSameErasure() {
    String id = image("shop=north");
    gateway.delete("/v1/images/" + id + "?by=ann");
    JsonNode done = done(id);

    Answer again = gateway.delete("/v1/images/" + id + "?by=bob");

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json()).isEqualTo(done);
  }

  @Test
  void anImageThatNobodyKnowsCannotBeErased() {
    assertProblem(gateway.delete("/v1/images/nobody"), 404, "no-such-image");
    assertProblem(gateway.get("/v1/erasures/nobody"), 404, "no-such-erasure");
    assertThat(gateway.delete("/v1/images/nobody?by=" + "a".repeat(101)).status()).isEqualTo(400);
  }

  @Test
  void itsIdIsNotUsedAgainAndItsObjectDoesNotComeBack() {
    String id = UUID.randomUUID().toString();
    gateway.upload("", GatewayClient.picture(), "Idempotency-Key", id);
    String key = key(id);
    gateway.delete("/v1/images/" + id);
    done(id);

    Answer again = gateway.upload("", GatewayClient.picture(), "Idempotency-Key", id);

    assertProblem(again, 409, "erased");
    // If another program puts the object back, the reconciler removes it again.
    store.put("weft", key, GatewayClient.picture(), "image/jpeg");
    await().atMost(TIMEOUT).until(() -> store.stat("weft", key).isEmpty());
    assertThat(gateway.get("/v1/images/" + id).status()).isEqualTo(404);
  }

  @Test
  void anErasedImageIsInNoNewDataSet() {
    String stays = image("shop=north");
    String goes = image("shop=north");
    label(stays, "polo");
    label(goes, "polo");
    gateway.delete("/v1/images/" + goes);

    // Its label may still be visible, but the erasure has been in Kafka since the response.
    Answer made =
        gateway.post(
            "/v1/datasets",
            "{\"name\": \"d-" + UUID.randomUUID() + "\", \"model\": \"" + model + "\"}");

    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.json().path("images").asInt()).isEqualTo(1);
    done(goes);
  }

  @Test
  void aDataSetThatHasItAlreadyIsNamed() {
    String id = image("shop=north");
    label(id, "polo");
    String name = "d-" + UUID.randomUUID();
    gateway.post("/v1/datasets", "{\"name\": \"" + name + "\", \"model\": \"" + model + "\"}");

    gateway.delete("/v1/images/" + id);

    assertThat(done(id).at("/kept/namedDatasets"))
        .extracting(JsonNode::asText)
        .containsExactly(name);
  }

  @Test
  void anImageWhoseObjectOthersRemoveIsErased() throws Exception {
    String key = "images/" + UUID.randomUUID() + ".jpg";
    store.put("weft", key, GatewayClient.picture(), "image/jpeg");
    String id = ObjectImageId.of("weft", key, store.stat("weft", key).orElseThrow().etag());
    // The reconciler has found the object.
    await().atMost(TIMEOUT).until(() -> gateway.get("/v1/images/" + id).status() == 200);

    store.delete("weft", key);
    notifyOf("s3:ObjectRemoved:Delete", key);

    assertThat(done(id).path("source").asText()).isEqualTo("object-store");
    assertThat(gateway.get("/v1/images/" + id).status()).isEqualTo(404);
  }

  private void notifyOf(String event, String key) throws Exception {
    String json =
        """
        {"Records":[{"eventName":"%s","eventTime":"2026-11-02T10:15:30.123Z",
          "s3":{"bucket":{"name":"weft"},"object":{"key":"%s"}}}]}
        """
            .formatted(event, key);
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", bootstrapServers),
            new StringSerializer(),
            new StringSerializer())) {
      producer
          .send(new ProducerRecord<>(Topics.S3_NOTIFICATIONS, "weft/" + key, json))
          .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    }
  }

  @Test
  void lateRecordsDoNotBringItBack() throws Exception {
    String id = image("shop=north");
    gateway.delete("/v1/images/" + id);
    done(id);
    String after = neighbour(id);
    try (var classifier = new Classifier(bootstrapServers, codec)) {
      classifier.classify(id, "shirt");
      classifier.classify(after, "shirt");
    }

    // It is behind the first image in the same partition, which has therefore been processed.
    await().atMost(TIMEOUT).until(() -> gateway.get("/v1/images/" + after).status() == 200);
    assertThat(gateway.get("/v1/images/" + id).status()).isEqualTo(404);
  }

  @Test
  void duringARolloutNeitherALateAnswerOfTheCandidateNorALabelBringsItBack() throws Exception {
    ModelRef serving = new ModelRef(model, 1);
    ModelRef candidate = new ModelRef(model, 2);
    String shadowed = image("shop=north");
    String byCanary = image("shop=north");
    String label = "hat " + UUID.randomUUID();
    try (var classifier = new Classifier(bootstrapServers, codec)) {
      classifier.classify(shadowed, serving, ServingRole.PRIMARY, "hat");
      classifier.classify(shadowed, candidate, ServingRole.SHADOW, "hat");
      classifier.classify(byCanary, candidate, ServingRole.CANARY, "hat");
      await().atMost(TIMEOUT).until(() -> answers(shadowed) == 2 && answers(byCanary) == 1);
      for (String id : List.of(shadowed, byCanary)) {
        label(id, label);
        gateway.delete("/v1/images/" + id);
        done(id);
      }

      for (String id : List.of(shadowed, byCanary)) {
        classifier.classify(id, candidate, ServingRole.SHADOW, "hat");
        classifier.classify(id, candidate, ServingRole.CANARY, "hat");
        classifier.label(id, label);
        // It is behind the erased image in the same partitions.
        String after = neighbour(id);
        classifier.classify(after, candidate, ServingRole.CANARY, "hat");
        classifier.label(after, label);
        await().atMost(TIMEOUT).until(() -> answers(after) == 1 && labelOf(after).equals(label));
        assertThat(gateway.get("/v1/images/" + id).status()).isEqualTo(404);
        assertThat(listed(label)).extracting(each -> each.path("id").asText()).doesNotContain(id);
        assertThat(erasure(id).path("state").asText()).isEqualTo("done");
      }
    }
  }

  private int answers(String id) {
    return gateway.get("/v1/images/" + id).json().path("predictions").size();
  }

  private String labelOf(String id) {
    return gateway.get("/v1/images/" + id).json().path("label").asText();
  }

  @Test
  void whileTheStoreIsAwayItIsAskedForAndDoneWhenItIsBack() {
    String id = image("shop=north");
    String key = key(id);
    await().atMost(TIMEOUT).until(() -> gateway.get("/v1/images/" + id).status() == 200);
    storeSwitch.off();
    try {
      assertThat(gateway.delete("/v1/images/" + id).status()).isEqualTo(202);
      await().atMost(TIMEOUT).until(() -> gateway.get("/v1/erasures/" + id).status() == 200);
      assertThat(gateway.get("/v1/erasures/" + id).json().path("state").asText())
          .isEqualTo("requested");
    } finally {
      storeSwitch.on();
    }

    done(id);
    assertThat(store.stat("weft", key)).isEmpty();
  }

  private static String neighbour(String id) {
    return Stream.generate(() -> UUID.randomUUID().toString())
        .filter(other -> partition(other) == partition(id))
        .findFirst()
        .orElseThrow();
  }

  private static int partition(String id) {
    byte[] key = id.getBytes(StandardCharsets.UTF_8);
    return Utils.toPositive(Utils.murmur2(key)) % TopicSettings.DEFAULT.partitions();
  }

  private String image(String tags) {
    Answer taken = gateway.upload("?model=" + model, GatewayClient.picture(), "Weft-Tags", tags);
    assertThat(taken.status()).as(taken.text()).isEqualTo(202);
    return taken.json().path("id").asText();
  }

  private void label(String id, String label) {
    Answer answer = post(id, label);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  private static void assertProblem(Answer answer, int status, String slug) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.json().path("type").asText()).endsWith("/" + slug);
  }

  private JsonNode done(String id) {
    await()
        .atMost(TIMEOUT)
        .until(
            () -> gateway.get("/v1/erasures/" + id).json().path("state").asText().equals("done"));
    return erasure(id);
  }

  private JsonNode erasure(String id) {
    return gateway.get("/v1/erasures/" + id).json();
  }

  private JsonNode listed(String label) {
    return gateway
        .get("/v1/images?labeled=" + java.net.URLEncoder.encode(label, StandardCharsets.UTF_8))
        .json()
        .path("images");
  }

  private Answer post(String id, String label) {
    return gateway.post("/v1/images/" + id + "/label", "{\"label\": \"" + label + "\"}");
  }

  private String key(String id) {
    var objects = store.list("weft", "uploads/", null);
    while (objects.hasNext()) {
      String key = objects.next().key();
      if (key.endsWith("/" + id)) {
        return key;
      }
    }
    throw new AssertionError("nothing lies under " + id);
  }
}
