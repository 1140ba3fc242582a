package dev.weft.gateway.it;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.events.catalog.Topics;
import dev.weft.events.kafka.EventCodec;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backends.class)
class SystemIT {

  @TestHTTPResource URI base;
  @Inject EventCodec codec;
  Backends.StoreSwitch store;

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
  void answersRefusalsAndWhatWaitsAreInOnePicture() {
    long waited = system().path("unanswered").asLong();
    long refused = refused();
    classifier.classify(upload(), "hat");
    classifier.reject(upload());
    upload();

    await().atMost(TIMEOUT).until(() -> system().path("unanswered").asLong() >= waited + 1);
    await().atMost(TIMEOUT).until(() -> refused() == refused + 1);

    JsonNode system = system();
    assertThat(system.path("answeredPerSecond").path("lastMinute").asDouble()).isPositive();
    assertThat(system.path("gateway").path("version").asText()).isNotBlank();
    assertThat(system.path("gateway").path("views").asText()).isEqualTo("running");
    assertThat(system.path("gateway").path("replicas").asInt()).isEqualTo(1);
    assertThat(system.path("gateway").path("uptimeSeconds").asDouble()).isPositive();
    assertThat(system.path("ground").findValuesAsText("name")).containsExactly("broker", "store");
    assertThat(system.path("ground").path(0).path("reachable").asBoolean()).isTrue();
  }

  @Test
  void aGroupsLagIsWhatItHasNotPassedAndAGroupThatPassedNothingSaysSo() throws Exception {
    assertThat(lag("trainer").path("records").isNull()).isTrue();
    assertThat(lag("trainer").path("problem").asText()).contains("not committed an offset");
    upload();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      for (int partition = 0; partition < 4; partition++) {
        admin
            .alterConsumerGroupOffsets(
                "weft-classifier",
                Map.of(
                    new TopicPartition(Topics.IMAGES_UPLOADED, partition),
                    new OffsetAndMetadata(0)))
            .all()
            .get();
      }
    }

    await().atMost(TIMEOUT).until(() -> lag("classifier").path("records").asLong() > 0);
    assertThat(lag("classifier").path("groupId").asText()).isEqualTo("weft-classifier");
    assertThat(lag("classifier").path("problem").isNull()).isTrue();
  }

  @Test
  void thePictureIsDrawnThoughTheStoreIsAway() {
    store.off();
    try {
      await()
          .atMost(TIMEOUT)
          .until(() -> !system().path("ground").path(1).path("reachable").asBoolean());
      assertThat(system().path("ground").path(1).path("problem").asText()).isNotBlank();
    } finally {
      store.on();
    }
    await()
        .atMost(TIMEOUT)
        .until(() -> system().path("ground").path(1).path("reachable").asBoolean());
  }

  private JsonNode system() {
    GatewayClient.Answer answer = gateway.get("/v1/system");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private JsonNode lag(String group) {
    return named(system().path("lag"), "group", group).orElseThrow();
  }

  private long refused() {
    return named(system().path("rejections"), "reason", "not_an_image")
        .map(each -> each.path("sinceStart").asLong())
        .orElse(0L);
  }

  private static Optional<JsonNode> named(JsonNode array, String field, String value) {
    return StreamSupport.stream(array.spliterator(), false)
        .filter(each -> each.path(field).asText().equals(value))
        .findFirst();
  }

  private String upload() {
    return gateway.upload("", GatewayClient.picture()).json().path("id").asText();
  }
}
