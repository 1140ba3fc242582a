package dev.weft.cli.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.cli.CliRun;
import dev.weft.console.ExitCode;
import dev.weft.console.Json;
import dev.weft.testsupport.gateway.FakeGateway;
import dev.weft.testsupport.gateway.RolloutAnswers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RolloutCommandTest {

  private static final String CANARY = RolloutAnswers.canary("progressing", "");

  private FakeGateway gateway;

  @BeforeEach
  void start() throws IOException {
    gateway = new FakeGateway();
    gateway.rollouts.add(CANARY);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void anOrderSaysWhatItRestsOnAndWhy() {
    CliRun run = weft("start", "2", "--revision", "11", "--reason", "it is better", "--by", "ann");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("version 1 is serving, version 2 is being rolled out: progressing");
    assertThat(asked()).startsWith("POST /v1/rollouts/clothing/start \"11\" ");
    assertThat(askedJson())
        .isEqualTo(Json.parse("{\"version\":2,\"reason\":\"it is better\",\"by\":\"ann\"}"));
  }

  @Test
  void everyOrderHasItsCommand() {
    for (String order :
        List.of("promote", "pause", "resume", "abort", "rollback", "pin", "unpin")) {
      assertThat(weft(order).exitCode()).isZero();
      assertThat(asked()).startsWith("POST /v1/rollouts/clothing/" + order + " null ");
    }
    assertThat(weft("rollback", "1").exitCode()).isZero();
    assertThat(askedJson().path("version").asInt()).isEqualTo(1);
    assertThat(weft("start").exitCode()).isEqualTo(ExitCode.USAGE);
    CliRun promote = weft("promote", "2");
    assertThat(promote.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(promote.err())
        .contains("promote does not take a version, but was given 2", "rollback VERSION");
    assertThat(weft().exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void anOrderThatIsRefusedFailsWithTheReasonAndWhatToDo() {
    gateway.orderAnswer = "409 {\"title\":\"no\",\"detail\":\"Nothing is paused.\"}";
    CliRun illegal = weft("resume");
    gateway.orderAnswer = "412 {\"title\":\"no\",\"detail\":\"Another order came first.\"}";
    CliRun stale = weft("pause", "--revision", "3", "--output", "json");
    gateway.orderAnswer = "404 {\"title\":\"no\",\"detail\":\"There is no version 9.\"}";
    CliRun unknown = weft("start", "9");
    gateway.orderAnswer = "202 {\"detail\":\"No rollout service has answered.\"}";
    CliRun unanswered = weft("pause");

    assertThat(illegal.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(illegal.err()).contains("Nothing is paused.", "weft rollout status");
    assertThat(stale.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(stale.err()).contains("Another order came first.", "--revision 7");
    assertThat(stale.json().path("exitCode").asInt()).isEqualTo(ExitCode.FAILED);
    assertThat(unknown.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(unanswered.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(unanswered.err()).contains("No rollout service has answered.");
  }

  @Test
  void theStatusIsForPeopleAndForScripts() {
    CliRun text = weft("status");
    CliRun json = weft("status", "--output", "json");

    assertThat(text.out()).contains("[analysis]", "classifier-2", "infer-p95 ratio <= 2");
    assertThat(json.json()).isEqualTo(Json.parse(CANARY));
    assertThat(json.out().strip().lines()).hasSize(1);
    assertThat(weft("status", "--model", "unknown").exitCode()).isEqualTo(ExitCode.NOT_FOUND);
  }

  @Test
  void whichModelMustBeClear() {
    gateway.rollouts.clear();
    CliRun none = weft("status");
    gateway.rollouts.add(CANARY);
    gateway.rollouts.add(CANARY.replace("\"clothing\"", "\"shoes\""));
    CliRun two = weft("status");

    assertThat(none.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(two.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(two.err()).contains("clothing, shoes", "--model NAME");
  }

  @Test
  void aRolloutIsFollowedToItsEnd() {
    gateway.rollouts.add(RolloutAnswers.ended("promoted", "all steps were done"));

    CliRun run = weft("status", "--follow", "--model", "clothing");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("at analysis, weight 10 %")
        .contains("accuracy difference >= -0.1: inconclusive")
        .endsWith("version 2 was promoted: all steps were done\n")
        .doesNotContain("\u001b");
  }

  @Test
  void aRolloutThatDoesNotEndAsPromotedIsAFailure() {
    gateway.rollouts.add(RolloutAnswers.ended("rolled-back", "slower"));

    CliRun run = weft("start", "2", "--model", "clothing", "--follow", "--output", "json");

    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.json().path("history").path(0).path("reason").asText()).isEqualTo("slower");
    assertThat(run.out().strip().lines()).hasSize(1);
    assertThat(run.err()).contains("at analysis, weight 10 %");
  }

  @Test
  void aPolicyIsPrintedAndChangedInPart() {
    assertThat(weft("policy").out()).contains("\"strategy\" : \"canary\"");

    assertThat(weft("policy", "--strategy", "shadow", "--no-auto-start").exitCode()).isZero();

    assertThat(asked()).startsWith("PUT /v1/rollouts/clothing \"12\" ");
    assertThat(askedJson())
        .isEqualTo(Json.parse("{\"autoStart\":false,\"strategy\":\"shadow\",\"keepVersions\":10}"));
    weft("policy", "--auto-start", "--keep-versions", "3");
    assertThat(askedJson().path("autoStart").asBoolean()).isTrue();
    assertThat(askedJson().path("steps")).hasSize(1);
    assertThat(askedJson().path("keepVersions").asInt()).isEqualTo(3);
  }

  private static final String UNCERTAINTY =
      """
      {"model":"clothing","version":3,"policy":{"precision":0.95,"perClass":true},
       "thresholds":{"minimumConfidence":0.5,"minimumConfidenceByClass":{"dress":0.8},
                     "maximumOutlierScore":-0.25},
       "note":null,
       "heldOut":{"images":200,"answered":180,"right":171,"uncertainRight":5,"unknownImages":40,
                  "unknownUncertain":30},
       "lastDay":{"since":"2026-11-28T09:00:00Z","sample":false,"images":0,"answered":0,"right":0,
                  "uncertainRight":0}}""";

  @Test
  void whenAnswersAreUncertainIsShownForPeopleAndForScripts() {
    gateway.uncertainty = UNCERTAINTY;

    CliRun run = weft("uncertainty");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(asked()).startsWith("GET /v1/models/clothing/uncertainty");
    assertThat(run.out())
        .contains("clothing:3  95.0 % of the certain predictions of each class correct")
        .contains("below 50.0 %, dress below 80.0 %, or with an outlier score above -0.25")
        .contains(
            "200: 90.0 % certain, 95.0 % of those correct; 20 uncertain, 25.0 % of those correct")
        .contains("40 of no class, 75.0 % of them uncertain")
        .contains("no image classified by this version is labeled");
    assertThat(weft("uncertainty", "--output", "json").json()).isEqualTo(Json.parse(UNCERTAINTY));
  }

  @Test
  void whenAnswersAreUncertainIsSetWithTheRestOfThePolicyAsItWas() {
    gateway.uncertainty = UNCERTAINTY;

    CliRun run = weft("uncertainty", "--min-confidence", "0.6", "--class", "dress=0.8");

    assertThat(run.exitCode()).as(run.err()).isZero();
    String order =
        gateway.requests.stream().filter(it -> it.startsWith("PUT")).findFirst().orElseThrow();
    assertThat(order).startsWith("PUT /v1/rollouts/clothing \"12\" ");
    assertThat(order).contains("\"strategy\":\"canary\"", "\"keepVersions\":10");
    assertThat(order)
        .contains(
            "\"uncertainty\":{\"minimumConfidence\":0.6,"
                + "\"minimumConfidenceByClass\":{\"dress\":0.8}}");
  }

  @Test
  void aPreviewOrdersNothing() {
    gateway.uncertainty = UNCERTAINTY;

    CliRun run = weft("uncertainty", "--precision", "0.95", "--per-class", "--preview");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(asked())
        .isEqualTo(
            "POST /v1/models/clothing/uncertainty/preview {\"precision\":0.95,\"perClass\":true}");
    assertThat(gateway.requests).noneMatch(it -> it.startsWith("PUT"));
    assertThat(weft("uncertainty", "--preview").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(weft("uncertainty", "--reset", "--answered", "0.9").exitCode())
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aPolicyIsSetFromAFile(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("policy.json"), "{\"strategy\":\"canary\"}");

    CliRun run = weft("policy", "--file", file.toString(), "--reason", "so it is", "--by", "ann");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(asked())
        .isEqualTo(
            "PUT /v1/rollouts/clothing?reason=so%20it%20is&by=ann null {\"strategy\":\"canary\"}");
    assertThat(weft("policy", "--file", file.toString(), "--strategy", "shadow").exitCode())
        .isEqualTo(ExitCode.USAGE);
    assertThat(weft("policy", "--file", folder + "/none").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void namesAreListedGivenAndTakenAway() {
    assertThat(weft("alias").out()).contains("best", "champion");

    assertThat(weft("alias", "good", "2", "--by", "ann").exitCode()).isZero();
    assertThat(asked())
        .isEqualTo("PUT /v1/rollouts/clothing/aliases/good null {\"version\":2,\"by\":\"ann\"}");
    assertThat(weft("alias", "good", "--remove").exitCode()).isZero();
    assertThat(asked()).startsWith("DELETE /v1/rollouts/clothing/aliases/good");
    assertThat(weft("alias", "good").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(weft("alias", "good", "2", "--remove").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(weft("alias", "--remove").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  private String asked() {
    return gateway.requests.get(gateway.requests.size() - 1);
  }

  private JsonNode askedJson() {
    return Json.parse(asked().substring(asked().indexOf('{')));
  }

  private CliRun weft(String... args) {
    List<String> all = new ArrayList<>(List.of("rollout"));
    all.addAll(List.of(args));
    if (args.length > 0) {
      all.addAll(List.of("--server", gateway.url().toString()));
    }
    return CliRun.of(all.toArray(String[]::new));
  }
}
