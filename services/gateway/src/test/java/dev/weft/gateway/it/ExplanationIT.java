package dev.weft.gateway.it;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.weft.events.ModelRef;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.rollout.RolloutObserved.State;
import dev.weft.gateway.it.GatewayClient.Answer;
import dev.weft.imaging.Preprocessing;
import dev.weft.modelstore.GoldenCase;
import dev.weft.modelstore.ModelDraft;
import dev.weft.modelstore.ModelManifest;
import dev.weft.modelstore.ModelStore;
import dev.weft.modelstore.Origin;
import dev.weft.objectstore.ObjectStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Errors of requests for explanations: the image cannot be explained, or no version can explain it.
 */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class ExplanationIT {
  /** A model that no other test uses. Its files contain no valid graph. */
  private static final String MODEL = "broken";

  @TempDir Path dir;
  @TestHTTPResource URI base;
  @Inject EventCodec codec;
  @Inject ObjectStore store;
  @Inject ModelStore models;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  private GatewayClient gateway;
  private Classifier classifier;

  @BeforeEach
  void setUp() {
    gateway = new GatewayClient(base);
    classifier = new Classifier(bootstrapServers, codec);
    await().atMost(TIMEOUT).until(() -> gateway.get("/q/health/ready").status() == 200);
  }

  @AfterEach
  void tearDown() {
    classifier.close();
    // Other tests of the same application expect no model.
    store
        .list("weft", "models/" + MODEL + "/", null)
        .forEachRemaining(object -> store.delete("weft", object.key()));
  }

  @Test
  void whatCannotBeExplainedIsAProblem() {
    String id = upload();

    assertProblem(explain(UUID.randomUUID().toString(), ""), 404, "no-such-image");
    assertProblem(explain(id, ""), 404, "no-such-version");
    assertProblem(explain(id, "?version=7"), 404, "no-such-version");
    assertProblem(explain(id, "?version=new"), 400, "bad-parameter");
    assertProblem(explain(id, "?size=63"), 400, "bad-parameter");
    assertProblem(explain(id, "?size=2049"), 400, "bad-parameter");
    // Until a view has the upload, the gateway knows the image only by its object.
    await().atMost(TIMEOUT).until(() -> gateway.get("/v1/images?limit=200").text().contains(id));
    StoredImages.remove(store, id);
    assertProblem(explain(id, "?version=7"), 410, "content-gone");
  }

  @Test
  void aVersionThatDoesNotRunIsSaidWithTheReasonAndTheAnsweringModelIsTheDefault()
      throws Exception {
    int version = models.publish(brokenModel());
    String id = upload();
    classifier.classify(id, MODEL, version, "hat");
    await()
        .atMost(TIMEOUT)
        .until(() -> gateway.get("/v1/images/" + id).text().contains("classified"));

    Answer answer = explain(id, "");

    assertProblem(answer, 502, "model-unusable");
    assertThat(answer.json().path("detail").asText())
        .contains(MODEL + ":" + version, "rejected the graph");
  }

  @Test
  void aVersionThatClassifiersRefuseIsNotLoaded() throws Exception {
    int version = models.publish(brokenModel());
    ModelRef published = new ModelRef(MODEL, version);
    String id =
        gateway.upload("?model=" + MODEL, GatewayClient.picture()).json().path("id").asText();
    String named = "?version=" + version;

    classifier.report(published, State.REFUSED);
    await().atMost(TIMEOUT).until(() -> explain(id, named).status() == 409);
    assertProblem(explain(id, named), 409, "version-refused");
    assertThat(explain(id, named).json().path("detail").asText()).contains(MODEL + ":" + version);

    classifier.report(published, State.READY);
    await().atMost(TIMEOUT).until(() -> explain(id, named).status() != 409);
    assertProblem(explain(id, named), 502, "model-unusable");
  }

  @Test
  void anImageWithoutAnAnswerIsExplainedByTheModelThatItWasUploadedFor() {
    String model = "m-" + UUID.randomUUID();
    assertThat(gateway.post("/v1/models", "{\"name\": \"" + model + "\"}").status()).isEqualTo(201);
    try {
      String id =
          gateway.upload("?model=" + model, GatewayClient.picture()).json().path("id").asText();

      Answer answer = explain(id, "");

      assertProblem(answer, 404, "no-such-version");
      assertThat(answer.json().path("detail").asText()).contains("Model " + model + " has no");
    } finally {
      gateway.delete("/v1/models/" + model);
    }
  }

  private ModelDraft brokenModel() throws Exception {
    Path file = Files.writeString(dir.resolve("file"), "no graph");
    return new ModelDraft(
        MODEL,
        List.of("hat", "shirt"),
        Preprocessing.XCEPTION,
        new GoldenCase(new float[] {1, 2}),
        Map.of(ModelManifest.ONNX, file, ModelManifest.WEIGHTS, file),
        Origin.imported("test", "none", null));
  }

  private String upload() {
    return gateway.upload("", GatewayClient.picture()).json().path("id").asText();
  }

  private Answer explain(String id, String query) {
    return gateway.get("/v1/images/" + id + "/explanation" + query);
  }

  private static void assertProblem(Answer answer, int status, String type) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.json().path("type").asText()).endsWith("/" + type);
  }
}
