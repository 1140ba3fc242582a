package dev.weft.gateway.it;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.gateway.it.GatewayClient.Answer;
import dev.weft.objectstore.ObjectStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Backends.class)
class LabelsIT {

  @TestHTTPResource URI base;
  @Inject ObjectStore store;

  private GatewayClient gateway;

  @BeforeEach
  void setUp() {
    Awaitility.setDefaultTimeout(TIMEOUT);
    Awaitility.setDefaultPollInterval(Duration.ofMillis(50));
    gateway = new GatewayClient(base);
    await().atMost(TIMEOUT).until(() -> gateway.get("/q/health/ready").status() == 200);
  }

  @Test
  void anImageHasTheLastLabelThatItWasGivenUntilThatIsTakenBack() {
    String label = "Größe " + UUID.randomUUID();
    String id = gateway.upload("", GatewayClient.picture()).json().path("id").asText();

    Answer answer = label(id, "{\"label\": \"hat\", \"by\": \"ann\"}");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().path("label").asText()).isEqualTo("hat");
    assertThat(answer.json().path("labeling").path("by").asText()).isEqualTo("ann");
    assertThat(answer.json().path("labeling").path("source").asText()).isEqualTo("person");
    label(id, "{\"label\": \"" + label + "\", \"source\": \"folder\"}");

    await().atMost(TIMEOUT).until(() -> listed(label).path("images").size() == 1);
    assertThat(listed(label).path("images").path(0).path("id").asText()).isEqualTo(id);
    assertThat(gateway.get("/v1/images/" + id).json().path("label").asText()).isEqualTo(label);

    assertThat(gateway.delete("/v1/images/" + id + "/label").status()).isEqualTo(204);
    await().atMost(TIMEOUT).until(() -> listed(label).path("images").isEmpty());
    assertThat(gateway.get("/v1/images/" + id).json().path("label").isNull()).isTrue();
  }

  @Test
  void whatIsNoLabelAndNoImageIsRefused() {
    String id = gateway.upload("", GatewayClient.picture()).json().path("id").asText();

    assertRefused(label(id, "{\"label\": \"\"}"), 400, "1 to 100 characters");
    assertRefused(label(id, "{\"label\": \"a\\u0007b\"}"), 400, "not contain control characters");
    assertRefused(label(id, "{}"), 400, "missing");
    assertRefused(label(id, "{\"label\": \"hat\", \"source\": \"dice\"}"), 400, "dice");
    assertRefused(label("nobody", "{\"label\": \"hat\"}"), 404, "nobody");
    assertThat(label(id, "hat").status()).isEqualTo(400);
    assertThat(gateway.delete("/v1/images/nobody/label").status()).isEqualTo(404);
    assertRefused(gateway.get("/v1/images?labeled=a&state=uploaded"), 400, "labeled");
  }

  @Test
  void anObjectWhoseKeySaysItsLabelGetsItFromTheReconciler() {
    String label = UUID.randomUUID().toString();
    store.put("weft", "labeled/" + label + "/1.jpg", GatewayClient.picture(), "image/jpeg");

    await().atMost(TIMEOUT).until(() -> listed(label).path("images").size() == 1);

    JsonNode image = listed(label).path("images").path(0);
    assertThat(image.path("id").asText()).startsWith("s3-");
    assertThat(image.path("labeling").path("source").asText()).isEqualTo("object-store");
  }

  private Answer label(String id, String json) {
    return gateway.post("/v1/images/" + id + "/label", json);
  }

  private JsonNode listed(String label) {
    String encoded = java.net.URLEncoder.encode(label, java.nio.charset.StandardCharsets.UTF_8);
    return gateway.get("/v1/images?labeled=" + encoded).json();
  }

  private static void assertRefused(Answer answer, int status, String detail) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.json().path("detail").asText()).contains(detail);
  }
}
