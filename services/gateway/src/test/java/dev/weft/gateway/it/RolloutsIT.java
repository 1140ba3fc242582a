package dev.weft.gateway.it;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.base.Sha256;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.model.ServingRole;
import dev.weft.events.rollout.RolloutAction;
import dev.weft.events.rollout.RolloutObserved.State;
import dev.weft.gateway.RolloutEvents;
import dev.weft.gateway.it.GatewayClient.Answer;
import dev.weft.modelstore.uncertainty.HeldOutAnswers;
import dev.weft.modelstore.uncertainty.UncertaintyRules;
import dev.weft.modelstore.uncertainty.UncertaintyThresholds;
import dev.weft.objectstore.ObjectStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Rollouts, as far as the gateway implements them. The test plays the rollout service and the
 * classifier replicas.
 */
@QuarkusTest
@QuarkusTestResource(Backends.class)
class RolloutsIT {

  private static final String PATH = "/v1/rollouts/clothing";

  @TestHTTPResource URI base;
  @Inject EventCodec codec;
  @Inject ObjectStore store;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  private GatewayClient gateway;
  private RolloutService service;

  @BeforeEach
  void setUp() {
    Awaitility.setDefaultTimeout(TIMEOUT);
    Awaitility.setDefaultPollInterval(Duration.ofMillis(50));
    gateway = new GatewayClient(base);
    await().atMost(TIMEOUT).until(() -> gateway.get("/q/health/ready").status() == 200);
    service = new RolloutService(bootstrapServers, codec);
  }

  @AfterEach
  void tearDown() {
    service.close();
  }

  @Test
  void aRolloutIsOrderedShownFollowedAndRefused() {
    service.begin();
    await().atMost(TIMEOUT).until(() -> gateway.get(PATH).status() == 200);
    assertThat(gateway.get(PATH).json().path("rollout").isNull()).isTrue();
    assertThat(gateway.get(PATH).json().path("figures").isNull()).isTrue();

    try (EventStream stream = gateway.follow(PATH + "/stream")) {
      assertThat(stream.next().name()).isEqualTo("rollout-changed");
      String seen = stream.lastId();
      Answer started =
          gateway.post(
              PATH + "/start",
              "{\"version\": 2, \"reason\": \"try it\", \"by\": \"ann\"}",
              "If-Match",
              gateway.get(PATH).header("ETag"));
      assertStarted(started);
      EventStream.Event change = next(stream, "rollout-changed");
      assertThat(change.data()).contains("\"action\":\"start\"", "\"weight\":10");
      assertThat(change.data()).doesNotContain("null").contains("\"droppedClasses\":[]");
      assertMissedIsHeard(seen, change);

      report();
      JsonNode shown =
          await().atMost(TIMEOUT).until(() -> gateway.get(PATH).json(), RolloutsIT::isMeasured);
      assertMeasured(shown);
      assertOrders(shown.path("orders"));
      assertThat(next(stream, "replicas").data()).contains("classifier-1");
      assertThat(next(stream, "figures").data()).contains("\"lastHour\"");
    }
    assertRefusals();
    assertThat(gateway.get("/v1/rollouts").json().path("rollouts")).hasSize(1);
    assertThat(gateway.get("/v1/models").json().path("models").isArray()).isTrue();
  }

  /**
   * Asserts the orders that are allowed while version 2 is a shadow and the second replica is
   * loading it.
   */
  private void assertOrders(JsonNode orders) {
    assertThat(orders.at("/pause/allowed").asBoolean()).isTrue();
    assertThat(orders.at("/promote/allowed").asBoolean()).isFalse();
    assertThat(orders.at("/promote/reason").asText())
        .isEqualTo(
            "clothing:2 cannot serve yet: replica classifier-2 is loading clothing:2; wait, or abort the rollout");
    assertThat(orders.at("/unpin/reason").asText()).isEqualTo("clothing is not pinned");
  }

  private void assertMissedIsHeard(String seen, EventStream.Event missed) {
    try (EventStream back = gateway.follow(PATH + "/stream", "Last-Event-ID", seen)) {
      EventStream.Event repeated = back.next();
      assertThat(repeated.id()).isEqualTo(missed.id());
      assertThat(repeated.name()).isEqualTo(missed.name());
      assertThat(withoutOrders(repeated)).isEqualTo(withoutOrders(missed));
    }
  }

  /** Orders are those of the moment: they also depend on the versions published meanwhile. */
  private static JsonNode withoutOrders(EventStream.Event event) {
    try {
      ObjectNode state = (ObjectNode) new ObjectMapper().readTree(event.data());
      assertThat(state.remove("orders")).isNotNull();
      return state;
    } catch (JsonProcessingException e) {
      throw new AssertionError(event.data(), e);
    }
  }

  private void assertStarted(Answer started) {
    assertThat(started.status()).as(started.text()).isEqualTo(200);
    assertThat(started.header("ETag"))
        .isEqualTo("\"" + started.json().path("revision").asText() + "\"");
    JsonNode rollout = started.json().path("rollout");
    assertThat(rollout.path("version").asInt()).isEqualTo(2);
    assertThat(rollout.path("phase").asText()).isEqualTo("progressing");
    assertThat(rollout.path("steps").path(0).toString()).isEqualTo("{\"setShadow\":100}");
    assertThat(started.json().path("cause").path("by").asText()).isEqualTo("ann");
    assertThat(gateway.get(PATH).json().path("revision"))
        .isEqualTo(started.json().path("revision"));
  }

  private void report() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    service.publish(RolloutEvents.observed("classifier-1", State.READY, now));
    // Its clock is behind: what counts is when its report was received.
    service.publish(RolloutEvents.observed("classifier-2", State.LOADING, now.minusSeconds(7200)));
    service.publish(RolloutEvents.measured(2, ServingRole.CANARY, 0, now, now, 100_000, 300_000));
    service.publish(RolloutEvents.measured(1, ServingRole.PRIMARY, 1, now, now, 100_000));
  }

  private static boolean isMeasured(JsonNode rollout) {
    return rollout.path("figures").path("versions").size() == 2
        && rollout.path("replicas").size() == 2;
  }

  private static void assertMeasured(JsonNode shown) {
    JsonNode canary = shown.path("figures").path("versions").path(1);
    assertThat(canary.path("images").asInt()).isEqualTo(2);
    assertThat(canary.path("roles").path("canary").asInt()).isEqualTo(2);
    assertThat(canary.path("inferSeconds").path("p95").asDouble()).isBetween(0.297, 0.303);
    assertThat(canary.path("accuracy").path("value").asDouble()).isEqualTo(0.5);
    assertThat(canary.path("accuracy").path("whole").asInt()).isEqualTo(2);
    assertThat(shown.path("replicas").path(0).path("live").asBoolean()).isTrue();
    assertThat(shown.path("replicas").path(1).path("live").asBoolean())
        .as("a replica whose clock is two hours behind is live")
        .isTrue();
    assertThat(shown.path("replicas").path(1).path("secondsAgo").asDouble()).isLessThan(7200);
    assertThat(shown.path("replicas").path(1).path("versions").path(1).path("state").asText())
        .isEqualTo("loading");
  }

  private void assertRefusals() {
    String present = gateway.get(PATH).header("ETag");
    Answer stale = gateway.post(PATH + "/pause", "{}", "If-Match", "\"1\"");
    assertProblem(stale, 412, "stale-revision");
    assertThat(stale.header("ETag")).isEqualTo(present);
    Answer illegal = gateway.post(PATH + "/resume", "");
    assertProblem(illegal, 409, "illegal-transition");
    assertThat(illegal.json().path("detail").asText()).contains("nothing is paused");
    assertProblem(gateway.post(PATH + "/rollback", "{\"version\": 99}"), 404, "no-such-version");
    assertProblem(put(PATH + "/aliases/champion", "{\"version\": 1}"), 400, "invalid-alias");
    assertThat(gateway.get(PATH).header("ETag")).isEqualTo(present);
  }

  @Test
  void theSameKeyIsTheSameOrder() {
    service.begin();
    String key = "pause-" + UUID.randomUUID();

    Answer first = gateway.post(PATH + "/pause", "{}", "Idempotency-Key", key);
    Answer again = gateway.post(PATH + "/pause", "{}", "Idempotency-Key", key);

    assertThat(first.status()).as(first.text()).isEqualTo(200);
    assertThat(again.json().path("revision")).isEqualTo(first.json().path("revision"));
    assertThat(service.orders).filteredOn(order -> order.orderId().equals(key)).hasSize(1);
  }

  @Test
  void aPolicyAndNamesAreSet() {
    service.begin();

    Answer set = put(PATH + "?reason=slower&by=ann", "{\"strategy\": \"canary\"}");
    Answer removed = gateway.delete(PATH + "/aliases/best?reason=old");

    assertThat(set.status()).as(set.text()).isEqualTo(200);
    assertThat(removed.status()).as(removed.text()).isEqualTo(200);
    assertThat(service.orders)
        .anySatisfy(
            order -> {
              assertThat(order.action()).isEqualTo(RolloutAction.SET_POLICY);
              assertThat(order.policy().strategy().code()).isEqualTo("canary");
              assertThat(order.reason()).isEqualTo("slower");
              assertThat(order.requestedBy()).isEqualTo("ann");
            })
        .anySatisfy(
            order -> {
              assertThat(order.action()).isEqualTo(RolloutAction.REMOVE_ALIAS);
              assertThat(order.alias()).isEqualTo("best");
            });
  }

  @Test
  void anOrderThatNobodyAnswersIsKeptAndSaidToBeUnanswered() {
    Answer unanswered = gateway.post("/v1/rollouts/unheard-of/promote", "{}");

    assertThat(unanswered.status()).as(unanswered.text()).isEqualTo(202);
    assertThat(unanswered.header("Location")).endsWith("/v1/rollouts/unheard-of");
    assertThat(unanswered.json().path("detail").asText())
        .contains("No rollout service", unanswered.json().path("orderId").asText());
    assertThat(service.orders).anyMatch(order -> order.model().equals("unheard-of"));
  }

  @Test
  void whatCannotBeMeantIsRefusedBeforeAnythingIsOrdered() {
    assertRefused(gateway.post(PATH + "/start", "{}"), "start requires version");
    assertRefused(
        gateway.post(PATH + "/promote", "{\"version\": 2}"), "promote does not take version");
    assertRefused(gateway.post(PATH + "/pause", "{\"because\": 1}"), "because");
    assertRefused(gateway.post(PATH + "/pause", "{}", "If-Match", "12"), "If-Match");
    assertRefused(gateway.post(PATH + "/pause", "{}", "If-Match", ""), "If-Match");
    assertRefused(gateway.post(PATH + "/pause", "{}", "Idempotency-Key", ""), "Idempotency-Key");
    assertRefused(
        put(PATH, "{\"strategy\": \"shadow\", \"steps\": [{\"setWeight\": 5}]}"), "shadow");
    assertRefused(put(PATH, ""), "Send the policy");
    assertRefused(put(PATH + "/aliases/Best", "{\"version\": 2}"), "alias must match");
    assertRefused(
        gateway.post("/v1/rollouts/A B/pause".replace(" ", "%20"), "{}"), "the name of a model");
    assertProblem(gateway.post(PATH + "/explode", "{}"), 404, "not-found");
    assertProblem(gateway.get("/v1/rollouts/nobody"), 404, "no-rollout");
    assertProblem(gateway.get("/v1/rollouts/nobody/stream"), 404, "no-rollout");
    assertProblem(gateway.get("/v1/models/nobody/versions"), 404, "no-such-model");
    assertProblem(gateway.get("/v1/models/nobody/versions/1"), 404, "no-such-version");
    assertThat(gateway.get("/q/openapi").text())
        .contains("/v1/rollouts/{model}/stream", "RolloutPolicy", "/v1/models/{model}/versions")
        .contains("shadow-canary", "infer-p95");
  }

  @Test
  void aVersionIsShownWithItsLineageItsReportAndItsNames() {
    service.begin();
    await().atMost(TIMEOUT).until(() -> gateway.get(PATH).status() == 200);
    putFirstVersion();
    store.put("weft", "models/clothing/2/manifest.json", manifest(2, "t-1"), "application/json");
    store.put("weft", "trainings/t-1/report.json", "{}".getBytes(StandardCharsets.UTF_8), "x/y");
    store.put("weft", "trainings/t-1/curves.png", new byte[] {1}, "x/y");

    JsonNode both = gateway.get("/v1/models/clothing/versions").json().path("versions");
    JsonNode second = gateway.get("/v1/models/clothing/versions/2").json();
    JsonNode champion = gateway.get("/v1/models/clothing/versions/champion").json();

    assertThat(both).hasSize(2);
    assertThat(both.path(0).path("serving").asBoolean()).isTrue();
    assertThat(both.path(0).path("aliases").toString()).isEqualTo("[\"champion\"]");
    assertThat(champion.path("version").asInt()).isEqualTo(1);
    assertThat(second.path("origin").path("parent").asText()).isEqualTo("clothing:1");
    assertThat(second.path("origin").path("metrics").path("accuracy").asDouble()).isEqualTo(0.9);
    assertThat(second.path("links").path("training").asText()).isEqualTo("/v1/trainings/t-1");
    assertThat(gateway.get(second.path("links").path("report").asText()).status()).isEqualTo(200);
    assertThat(gateway.get(second.path("links").path("pictures").path(0).asText()).status())
        .isEqualTo(200);
    assertProblem(gateway.get("/v1/models/clothing/versions/3"), 404, "no-such-version");
    JsonNode listed = gateway.get("/v1/models").json().path("models").path(0).path("versions");
    assertThat(listed.path(0).path("serving").asBoolean()).isTrue();
    assertThat(listed.path(1).path("serving").asBoolean()).isFalse();
  }

  /** The same one in each test that needs it: the gateway keeps what it has read of a version. */
  private void putFirstVersion() {
    store.put("weft", "models/clothing/1/uncertainty.bin", rules(), "application/octet-stream");
    store.put("weft", "models/clothing/1/manifest.json", manifest(1, null), "application/json");
  }

  @Test
  void whatAPolicyForUncertainAnswersWouldDoIsShownBeforeItIsSet() {
    service.begin();
    await().atMost(TIMEOUT).until(() -> gateway.get(PATH).status() == 200);
    putFirstVersion();

    Answer shown = gateway.get("/v1/models/clothing/uncertainty");
    assertThat(shown.status()).as(shown.text()).isEqualTo(200);
    JsonNode now = shown.json();
    Answer half = gateway.post("/v1/models/clothing/uncertainty/preview", "{\"precision\": 0.99}");

    assertThat(now.path("version").asInt()).isEqualTo(1);
    assertThat(now.at("/thresholds/minimumConfidence").asDouble()).isEqualTo(0.1);
    assertThat(now.at("/thresholds/maximumOutlierScore").isNull()).isTrue();
    assertThat(now.at("/heldOut/images").asInt()).isEqualTo(100);
    assertThat(now.at("/heldOut/answered").asInt()).isEqualTo(90);
    // The last day includes images of other tests, which share the topics.
    assertThat(Instant.parse(now.at("/lastDay/since").asText())).isBefore(Instant.now());
    assertThat(now.at("/lastDay/answered").asInt())
        .isBetween(now.at("/lastDay/right").asInt(), now.at("/lastDay/images").asInt());
    assertThat(half.json().at("/heldOut/answered").asInt()).as(half.text()).isEqualTo(50);
    assertThat(half.json().at("/heldOut/right").asInt()).isEqualTo(50);
    assertThat(half.json().at("/policy/precision").asDouble()).isEqualTo(0.99);
    assertRefused(
        gateway.post(
            "/v1/models/clothing/uncertainty/preview", "{\"answered\": 0.9, \"precision\": 0.9}"),
        "either answered or precision");
    assertRefused(gateway.post("/v1/models/clothing/uncertainty/preview", "{\"sure\": 1}"), "sure");
    assertProblem(gateway.get("/v1/models/nobody/uncertainty"), 404, "no-rollout");
  }

  /** Of a hundred predictions, the more confident half is correct. */
  private static byte[] rules() {
    List<HeldOutAnswers.Answer> answers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      answers.add(new HeldOutAnswers.Answer("hat", i / 100.0, 0, i >= 50));
    }
    try {
      Path file = Files.createTempFile("rules", ".bin");
      new UncertaintyRules(
              new UncertaintyThresholds(0.1, Double.POSITIVE_INFINITY),
              new HeldOutAnswers(answers, List.of()),
              new float[0][],
              new float[0][])
          .write(file);
      byte[] bytes = Files.readAllBytes(file);
      Files.delete(file);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] manifest(int version, String training) {
    String lineage =
        training == null
            ? "null"
            : """
              {"trainingId": "%s", "dataSet": "d", "recipe": {}, "seed": 1, "codeVersion": "0.1",
               "hardware": "2 cores", "seconds": 1.0}"""
                .formatted(training);
    String file = "{\"size\": 1, \"sha256\": \"" + "a".repeat(64) + "\"}";
    return """
        {"format": 1, "name": "clothing", "version": %d, "publishedAt": "2026-11-01T00:00:00Z",
         "classes": ["hat", "shirt"],
         "preprocessing": {"width": 299, "height": 299, "resize": "STRETCH",
                           "scaling": "MINUS_ONE_TO_ONE"},
         "golden": [1.0, 2.0], "files": {"model.onnx": %s, "weights.safetensors": %s,
           "uncertainty.bin": {"size": %d, "sha256": "%s"}},
         "origin": {"kind": "training", "source": "labels", "sha256": null,
                    "parent": "clothing:1", "metrics": {"accuracy": 0.9}, "training": %s}}"""
        .formatted(version, file, file, rules().length, Sha256.hex(rules()), lineage)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static EventStream.Event next(EventStream stream, String name) {
    for (int i = 0; i < 20; i++) {
      EventStream.Event event = stream.next();
      assertThat(event).as("an event " + name).isNotNull();
      if (event.name().equals(name)) {
        return event;
      }
    }
    throw new AssertionError("no event " + name + " among 20");
  }

  private Answer put(String path, String json) {
    return gateway.send(gateway.request(path).PUT(BodyPublishers.ofString(json)));
  }

  private static void assertRefused(Answer answer, String detail) {
    assertProblem(answer, 400, "bad-parameter");
    assertThat(answer.json().path("detail").asText()).contains(detail);
  }

  private static void assertProblem(Answer answer, int status, String type) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.json().path("type").asText()).endsWith("/" + type);
  }
}
