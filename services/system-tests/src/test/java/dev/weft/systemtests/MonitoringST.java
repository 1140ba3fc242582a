package dev.weft.systemtests;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.weft.client.rollout.RolloutAction;
import dev.weft.client.rollout.RolloutMetric;
import dev.weft.client.rollout.RolloutPolicy;
import dev.weft.client.rollout.RolloutStep;
import dev.weft.client.rollout.RolloutStrategy;
import dev.weft.client.training.TrainingRequest;
import dev.weft.testsupport.models.ColourImage;
import dev.weft.testsupport.models.ColourNetwork;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Evaluates the queries of dashboards and alerts on a real Prometheus that scrapes a running
 * system. The system has traffic, users who label, an aborted rollout, a rollout of a version that
 * fails on some images, and a training that is impossible.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MonitoringST {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Path MONITORING =
      Path.of(System.getProperty("weft.root"), "k8s", "components", "monitoring");
  private static final RolloutPolicy POLICY =
      new RolloutPolicy(
          null,
          RolloutStrategy.CANARY,
          List.of(RolloutStep.weight(50), RolloutStep.judged(1000)),
          new RolloutPolicy.Analysis(
              2, null, List.of(Recipes.condition(RolloutMetric.ACCURACY, "difference >= -0.9"))),
          null,
          new RolloutPolicy.Drift(0.25, 20, null));

  /**
   * Metrics without samples in this scenario, since no order is refused and no shadow is too slow.
   */
  private static final List<String> MAY_BE_EMPTY =
      List.of("weft_rollout_refusals_total", "weft_classifier_shadow_dropped_total");

  private final List<AutoCloseable> open = new ArrayList<>();
  private Prometheus prometheus;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    Programs.assumeInstalled("prometheus", "--version");
    RolloutScene scene = new RolloutScene(folder);
    open.add(scene);
    scene.publish(1, ColourNetwork.right());
    WeftProcess weft = scene.leader("-Dweft.rollout.measure.drift-every=1s").awaitReady();
    prometheus = new Prometheus(folder.resolve("prometheus"), weft.uri("/"), rules());
    open.add(prometheus);
    RolloutApi rollouts = new RolloutApi(weft);
    rollouts.policy(POLICY);
    open.add(new Traffic("watched", weft, 10, true));
    scene.publish(2, ColourNetwork.right());
    new Uploads(weft).send("broken", broken());
    ask(weft);
    new TrainingApi(weft).request("impossible", TrainingRequest.of(RolloutScene.MODEL));
    awaitHalf(rollouts, 2);
    prometheus.awaitSamples();
    rollouts.order(RolloutAction.ABORT);
    scene.publish(3, ColourNetwork.right().failingAbove(0.87));
    awaitHalf(rollouts, 3);
    await("failures of the candidate, its accuracy, and a look for drift")
        .atMost(TIMEOUT)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () ->
                has("rate(weft_classifier_failures_total[30s]) > 0")
                    && has("weft_rollout_version_accuracy_ratio{version=\"3\"} > 0")
                    && has("weft_rollout_drift_index{model=\"colours\"}"));
  }

  private static void awaitHalf(RolloutApi rollouts, int version) {
    rollouts.awaitState(
        "version " + version + " answers half of the images",
        TIMEOUT,
        state -> RolloutApi.isRollingOut(state, version) && state.rollout().weight() == 50);
  }

  @AfterAll
  void stop() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }

  private static byte[] broken() {
    byte[] whole = ColourImage.number(1).png();
    return Arrays.copyOf(whole, whole.length / 2);
  }

  /** Sends a request of the Open Inference Protocol, which is answered without Kafka. */
  private static void ask(WeftProcess weft) throws Exception {
    String image = Base64.getEncoder().encodeToString(ColourImage.number(1).png());
    String body =
        """
        {"inputs":[{"name":"image","datatype":"BYTES","shape":[1],"data":["%s"]}]}\
        """
            .formatted(image);
    var request =
        HttpRequest.newBuilder(weft.uri("/v2/models/colours/infer"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  /** The rules of the {@code PrometheusRule} manifest in Prometheus's own format. */
  private static ObjectNode rules() throws IOException {
    ObjectNode rules = JSON.createObjectNode();
    ArrayNode groups = rules.putArray("groups");
    for (String file : List.of("images.yaml", "models.yaml")) {
      YAML.readTree(MONITORING.resolve(file).toFile()).at("/spec/groups").forEach(groups::add);
    }
    assertThat(groups).isNotEmpty();
    return rules;
  }

  private boolean has(String expression) {
    return prometheus.query(expression).at("/data/result").size() > 0;
  }

  @Test
  void everyAlertIsEvaluated() {
    await("all rules are evaluated")
        .atMost(TIMEOUT)
        .until(() -> alerts().stream().noneMatch(rule -> health(rule).equals("unknown")));

    assertThat(alerts()).hasSizeGreaterThan(10);
    assertThat(alerts())
        .allSatisfy(rule -> assertThat(health(rule)).as(rule.toString()).isEqualTo("ok"));
  }

  private static String health(JsonNode rule) {
    return rule.path("health").asText();
  }

  private List<JsonNode> alerts() {
    List<JsonNode> alerts = new ArrayList<>();
    prometheus.rules().forEach(group -> group.path("rules").forEach(alerts::add));
    return alerts;
  }

  @TestFactory
  Stream<DynamicTest> everyPanelShowsSomething() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path dashboard : dashboards()) {
      JsonNode json = JSON.readTree(dashboard.toFile());
      for (JsonNode panel : json.path("panels")) {
        for (JsonNode target : panel.path("targets")) {
          String expression = target.path("expr").asText();
          tests.add(
              DynamicTest.dynamicTest(
                  json.path("title").asText() + ": " + panel.path("title").asText(),
                  () -> requireAnswer(expression)));
        }
      }
    }
    assertThat(tests).hasSizeGreaterThan(40);
    return tests.stream();
  }

  private static List<Path> dashboards() throws IOException {
    try (Stream<Path> files = Files.list(MONITORING.resolve("dashboards"))) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  private void requireAnswer(String expression) {
    String asked =
        expression.replace("$__rate_interval", "30s").replace("$model", RolloutScene.MODEL);
    JsonNode answer = prometheus.query(asked);

    assertThat(answer.path("status").asText())
        .as("%s: %s", asked, answer.path("error").asText())
        .isEqualTo("success");
    if (MAY_BE_EMPTY.stream().noneMatch(asked::contains)) {
      assertThat(answer.at("/data/result")).as(asked).isNotEmpty();
    }
  }
}
