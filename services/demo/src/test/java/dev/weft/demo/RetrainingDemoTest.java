package dev.weft.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.client.WeftClient;
import dev.weft.client.rollout.RolloutOutcome;
import dev.weft.console.ExitCode;
import dev.weft.console.Json;
import dev.weft.console.publish.Publisher;
import dev.weft.console.publish.Scoreboard;
import dev.weft.console.terminal.Progress;
import dev.weft.testsupport.gateway.FakeGateway;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RetrainingDemoTest {
  private static final Publisher.Plan PLAN =
      new Publisher.Plan(true, 2, Duration.ofSeconds(10), Map.of());

  private final DemoImages images = new DemoImages("demo-1", 1);
  private final Phases phases = new Phases();
  private final Sessions sessions = Sessions.text();
  private FakeGateway gateway;
  private WeftClient client;

  @BeforeEach
  void start() throws IOException {
    gateway = new FakeGateway();
    gateway.rollouts.add(state("", ""));
    gateway.rollouts.add(state("", underWay("r2", 2)));
    gateway.rollouts.add(state(ended("r2", 2, "promoted", "all steps are done"), ""));
    gateway.rollouts.add(state(ended("r2", 2, "promoted", ""), underWay("r3", 3)));
    gateway.rollouts.add(state(ended("r3", 3, "rolled-back", "accuracy fell"), ""));
    client = WeftClient.builder().address(gateway.url()).build();
    // Version 1 predicts a hat for every image; version 2, which serves from the second probe on,
    // is right about all.
    gateway.version = () -> probes() > 1 ? 2 : 1;
    gateway.sees =
        (id, body) -> probes() > 1 ? id.replaceAll("demo-1-[a-z]+-(.+)-\\d+", "$1") : "hat";
  }

  private long probes() {
    return gateway.uploads.stream().filter(id -> id.contains("-probe-")).count();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private RetrainingResult run() {
    RetrainingDemo.Size size = new RetrainingDemo.Size(10, 20);
    return new RetrainingDemo(
            size, sessions.session(), client, PLAN, images, phases, (model, version) -> version + 1)
        .run("clothing:1");
  }

  @Test
  void theSameUnseenDrawingsAreAskedAboutBeforeAndAfterTheTraining() {
    gateway.trainings.add(training("queued", "null", "", false));
    gateway.trainings.add(training("running", "null", "\"phase\":\"features\"", false));
    gateway.trainings.add(training("running", "null", "\"phase\":\"publish\"", false));
    gateway.trainings.add(training("published", "2", "\"detail\":\"better\"", true));
    gateway.report = "{\"seconds\":{\"features\":40.5,\"freeze\":1.5,\"publish\":0.001}}";

    RetrainingResult result = run();

    assertThat(result.scores()).extracting(VersionScore::version).containsExactly(1, 2);
    assertThat(result.scores()).extracting(VersionScore::accuracy).containsExactly(0.1, 1.0);
    assertThat(result.isComplete()).isTrue();
    assertThat(result.rollouts())
        .extracting(RolloutEnd::version, RolloutEnd::outcome)
        .containsExactly(tuple(2, RolloutOutcome.PROMOTED), tuple(3, RolloutOutcome.ROLLED_BACK));
    assertThat(gateway.labeled.keySet()).filteredOn(id -> id.contains("-labeled-")).hasSize(20);
    assertThat(gateway.labeled.keySet())
        .noneMatch(id -> id.contains("before") || id.contains("after"));
    assertThat(phases.seconds())
        .containsEntry("features", 40.5)
        .containsEntry("freeze", 1.5)
        .containsKeys("unseen-before", "labels", "publish", "rollout", "switchover")
        .containsKeys("unseen-after", "rollback");
    assertThat(phases.seconds().get("publish")).isGreaterThan(0.01);
    assertThat(sessions.out())
        .contains("clothing:1 classifies 1 of 10 correctly", "published as clothing:2");
  }

  @Test
  void theLabelsAreThoseOfTheDrawingsAndSayWhoseTheyAre() {
    gateway.trainings.add(training("failed", "null", "\"detail\":\"no\"", false));

    run();

    gateway.labeled.forEach(
        (id, said) -> {
          assertThat(id).contains("-labeled-" + said.path("label").asText() + "-");
          assertThat(said.path("by").asText()).isEqualTo("weft demo");
        });
  }

  @Test
  void aTrainingWithoutANewVersionEndsTheDemoWithItsReasonAndTheFirstScore() {
    gateway.trainings.add(training("rejected", "null", "\"detail\":\"worse by 9 %\"", true));

    RetrainingResult result = run();

    assertThat(result.scores()).hasSize(1);
    assertThat(result.isComplete()).isFalse();
    assertThat(demo(result).exitCode()).isEqualTo(ExitCode.IMAGES_FAILED);
    List<String> lines =
        new RetrainingText(sessions.session().style()).lines(result, client.server());
    assertThat(String.join("\n", lines))
        .contains("clothing:1", "10.0 %", "There is no new version", "rejected: worse by 9 %")
        .contains(gateway.url() + "/v1/trainings/demo-1/report");
  }

  @Test
  void jsonHasTheVersionsThePhasesAndTheTraining() {
    gateway.trainings.add(training("published", "2", "\"detail\":\"better\"", false));

    DemoResult demo = demo(run());

    assertThat(demo.exitCode()).isZero();
    JsonNode json = demo.toJson();
    assertThat(json.path("versions"))
        .extracting(version -> version.path("version").asInt())
        .containsExactly(1, 2);
    assertThat(json.path("versions").path(1).path("accuracy").asDouble()).isEqualTo(1.0);
    assertThat(json.path("phases").path("labels").isNumber()).isTrue();
    assertThat(json.path("training").path("state").asText()).isEqualTo("published");
    assertThat(json.path("totalSeconds").asDouble()).isEqualTo(60);
  }

  @Test
  void aDrawingThatCannotBeLabeledIsNamedAndMakesTheDemoIncomplete() {
    gateway.refuse = id -> id.contains("-labeled-hat-") ? 409 : 0;
    gateway.trainings.add(training("published", "2", "", false));

    RetrainingResult result = run();

    assertThat(result.labelsFailed()).isEqualTo(2);
    assertThat(result.isComplete()).isFalse();
    assertThat(sessions.out()).contains("failed: drawing hat-");
  }

  @Test
  void aVersionThatNeverAnswersIsSaidWithTheOneThatDoes() {
    gateway.version = () -> 1;
    Switchover switchover = new Switchover(client, PLAN, images, Duration.ofMillis(300));

    assertThatThrownBy(() -> switchover.await(2, Progress.silent()))
        .hasMessageContaining("version 2 is published", "clothing:1 is still serving");
  }

  @Test
  void onlySettingsThatTheApiKnowsAreAskedFor() {
    JsonNode recipe = Json.tree(DemoTraining.request()).path("recipe");

    assertThat(recipe.fieldNames())
        .toIterable()
        .isSubsetOf("batchSize", "gateMargin", "head", "fineTune", "minImagesPerClass");
    assertThat(recipe.path("fineTune").path("epochs").asInt()).isBetween(1, 3);
  }

  private DemoResult demo(RetrainingResult retraining) {
    Scoreboard none = Scoreboard.of(List.of(), List.of(), 0);
    return new DemoResult(
        "clothing:1", new Scoreboards(none, none, none), Optional.of(retraining), phases, 60);
  }

  private static String state(String history, String rollout) {
    return Json.line(
        Json.parse(
            "{\"model\":\"clothing\",\"revision\":1,\"serving\":1,\"history\":[%s]%s}"
                .formatted(history, rollout)));
  }

  private static String underWay(String id, int version) {
    return ",\"rollout\":{\"id\":\"%s\",\"version\":%d,\"phase\":\"progressing\",\"steps\":[]}"
        .formatted(id, version);
  }

  private static String ended(String id, int version, String outcome, String reason) {
    return "{\"id\":\"%s\",\"version\":%d,\"outcome\":\"%s\",\"reason\":\"%s\"}"
        .formatted(id, version, outcome, reason);
  }

  private static String training(String state, String version, String progress, boolean report) {
    return Json.line(
        Json.parse(
            """
            {"id":"demo-1","model":"clothing","state":"%s","version":%s,"progress":{%s},
            "epochs":[],"links":{"report":%s}}\
            """
                .formatted(
                    state,
                    version,
                    progress,
                    report ? "\"/v1/trainings/demo-1/report\"" : "null")));
  }
}
