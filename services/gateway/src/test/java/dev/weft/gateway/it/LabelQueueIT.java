package dev.weft.gateway.it;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.label.RandomSample;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backends.class)
class LabelQueueIT {

  @TestHTTPResource URI base;
  @Inject EventCodec codec;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  private GatewayClient gateway;
  private Classifier classifier;

  @BeforeEach
  void setUp() {
    Awaitility.setDefaultTimeout(TIMEOUT);
    Awaitility.setDefaultPollInterval(Duration.ofMillis(100));
    gateway = new GatewayClient(base);
    classifier = new Classifier(bootstrapServers, codec);
    await().atMost(TIMEOUT).until(() -> gateway.get("/q/health/ready").status() == 200);
  }

  @AfterEach
  void tearDown() {
    classifier.close();
  }

  @Test
  void imagesWaitForALabelWithTheDoubtfulOnesFirstUntilTheyHaveOne() {
    String sure = classified(0.9);
    String unsure = classified(0.3);

    await().atMost(TIMEOUT).until(() -> queue().containsAll(List.of(sure, unsure)));
    assertThat(queue().indexOf(unsure)).isLessThan(queue().indexOf(sure));
    JsonNode first = image(unsure);
    assertThat(first.path("reasons").toString()).isEqualTo("[\"confidence\"]");
    assertThat(first.path("image").path("state").asText()).isEqualTo("classified");
    assertThat(first.path("margin").asDouble()).isEqualTo(0.3);

    label(unsure, "hat");

    await().atMost(TIMEOUT).until(() -> !queue().contains(unsure));
    assertThat(gateway.get("/v1/labels/queue?limit=0").status()).isEqualTo(400);
  }

  @Test
  void anImageOfTheRandomSampleIsOfferedAsSuchAndItsLabelStaysInIt() {
    String drawn = uploaded(RandomSample::contains);
    classifier.classify(drawn, "shirt", 0.3);
    String other = classified(0.3);

    await().atMost(TIMEOUT).until(() -> queue().containsAll(List.of(drawn, other)));
    assertThat(image(drawn).path("selection").asText()).isEqualTo("random");
    assertThat(image(drawn).path("reasons")).isEmpty();
    assertThat(image(other).path("selection").asText()).isEqualTo("uncertain");
    assertThat(gateway.get("/v1/labels/queue?selection=random").json().path("images"))
        .allMatch(each -> each.path("selection").asText().equals("random"));
    assertThat(gateway.get("/v1/labels/queue?selection=boredom").status()).isEqualTo(400);

    assertThat(post(other, "{\"label\": \"hat\", \"selection\": \"random\"}")).isEqualTo(409);
    assertThat(post(drawn, "{\"label\": \"hat\", \"selection\": \"uncertain\"}")).isEqualTo(409);
    assertThat(post(drawn, "{\"label\": \"hat\", \"selection\": \"random\"}")).isEqualTo(200);
    await().atMost(TIMEOUT).until(() -> selection(drawn).equals("random"));
    assertThat(post(drawn, "{\"label\": \"cap\"}")).isEqualTo(200);
    await()
        .atMost(TIMEOUT)
        .until(
            () -> gateway.get("/v1/images/" + drawn).json().path("label").asText().equals("cap"));
    assertThat(selection(drawn)).isEqualTo("random");
  }

  private String selection(String id) {
    return gateway.get("/v1/images/" + id).json().at("/labeling/selection").asText();
  }

  private int post(String id, String body) {
    return gateway.post("/v1/images/" + id + "/label", body).status();
  }

  @Test
  void labelsAreCountedAndSayHowManyAreMissingForTheNextTraining() {
    String label = "label-" + UUID.randomUUID();
    label(classified(0.9), label);
    label(classified(0.8), label);

    await().atMost(TIMEOUT).until(() -> images(label) == 2);

    JsonNode labels = gateway.get("/v1/labels").json();
    long since = labels.path("sinceLastTraining").asLong();
    assertThat(labels.path("labeled").asLong()).isGreaterThanOrEqualTo(2);
    assertThat(since).isGreaterThanOrEqualTo(2);
    assertThat(labels.path("nextTraining").path("newLabels").asLong()).isEqualTo(500);
    assertThat(labels.path("nextTraining").path("missing").asLong()).isEqualTo(500 - since);
    assertThat(labels.path("classes").isArray()).isTrue();
  }

  private String classified(double probability) {
    String id = uploaded(each -> !RandomSample.contains(each));
    classifier.classify(id, "shirt", probability);
    return id;
  }

  /** Uploads images until one has an id that matches. */
  private String uploaded(Predicate<String> wanted) {
    return Stream.generate(
            () -> gateway.upload("", GatewayClient.picture()).json().path("id").asText())
        .filter(wanted)
        .findFirst()
        .orElseThrow();
  }

  private void label(String id, String label) {
    assertThat(
            gateway.post("/v1/images/" + id + "/label", "{\"label\": \"" + label + "\"}").status())
        .isEqualTo(200);
  }

  private long images(String label) {
    return stream(gateway.get("/v1/labels").json().path("labels"))
        .filter(each -> each.path("label").asText().equals(label))
        .mapToLong(each -> each.path("images").asLong())
        .sum();
  }

  private List<String> queue() {
    return queued().map(image -> image.path("id").asText()).toList();
  }

  private JsonNode image(String id) {
    return queued().filter(image -> image.path("id").asText().equals(id)).findFirst().orElseThrow();
  }

  private Stream<JsonNode> queued() {
    return stream(gateway.get("/v1/labels/queue?limit=200").json().path("images"));
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
