package dev.weft.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.cli.CliRun;
import dev.weft.console.ExitCode;
import dev.weft.console.Json;
import dev.weft.testsupport.gateway.FakeGateway;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrainCommandTest {

  private FakeGateway gateway;

  @BeforeEach
  void start() throws IOException {
    gateway = new FakeGateway();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void onlyWhatDiffersIsAskedFor() {
    gateway.trainings.add(training("queued", "", ""));

    CliRun run =
        weft(
            "train",
            "--id",
            "nightly",
            "--parent",
            "3",
            "--seed",
            "7",
            "--fresh-head",
            "--input-size",
            "235",
            "--head-epochs",
            "5",
            "--fine-tune-from",
            "block13",
            "--fine-tune-learning-rate",
            "1e-5",
            "--output",
            "json");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.json().path("state").asText()).isEqualTo("queued");
    String asked = gateway.requests.get(0);
    assertThat(asked).startsWith("POST /v1/trainings nightly ");
    assertThat(Json.parse(asked.substring(asked.indexOf('{'))))
        .isEqualTo(
            Json.parse(
                """
                {"parent":3,"recipe":{"seed":7,"freshHead":true,"inputSize":235,"head":{"epochs":5},
                "fineTune":{"from":"block13","learningRate":1e-5}}}\
                """));
  }

  @Test
  void withoutOptionsNothingDiffers() {
    gateway.trainings.add(training("queued", "", ""));

    CliRun run = weft("train");

    assertThat(run.out()).contains("training t1 is queued");
    assertThat(gateway.requests.get(0)).endsWith(" {}").doesNotContain("null");
  }

  @Test
  void aTrainingIsFollowedToItsEnd() {
    gateway.trainings.add(training("queued", "", ""));
    gateway.trainings.add(
        training("running", "\"phase\":\"features\",\"images\":3,\"imagesTotal\":9", ""));
    gateway.trainings.add(
        training(
            "running", "\"phase\":\"freeze\",\"epoch\":1,\"epochs\":9,\"secondsLeft\":4.5", EPOCH));
    gateway.trainings.add(training("published", "\"phase\":\"publish\"", EPOCH));

    CliRun run = weft("train", "--follow", "--verbose", "--output", "json");

    assertThat(run.exitCode()).isZero();
    assertThat(run.json().path("state").asText()).isEqualTo("published");
    assertThat(run.out().strip().lines()).hasSize(1);
    assertThat(run.err())
        .contains("features took", "freeze took")
        .contains("freeze epoch 1: loss 0.500, validation accuracy 80.0 %");
  }

  @Test
  void aTrainingWithoutANewVersionEndsAsAFailureWithItsReason() {
    gateway.trainings.add(training("rejected", "\"detail\":\"worse by 3 %\"", ""));

    CliRun run = weft("train", "--follow");

    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.out()).contains("rejected", "worse by 3 %");
  }

  @Test
  void trainingsAreListedAndShown() {
    gateway.trainings.add(
        training("running", "\"phase\":\"freeze\",\"epoch\":7,\"epochs\":9", EPOCH));

    assertThat(weft("trainings").out()).contains("t1", "clothing", "running", "freeze, epoch 7/9");
    assertThat(weft("trainings", "t1").out())
        .contains("freeze epoch 1: loss 0.500")
        .contains("2026-11-01");
    CliRun unknown = weft("trainings", "unknown");
    assertThat(unknown.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(unknown.err()).contains("does not know the training unknown");
  }

  @Test
  void aTrainingIsCancelled() {
    gateway.trainings.add(training("running", "", ""));

    assertThat(weft("cancel-training", "t1").exitCode()).isZero();

    assertThat(gateway.requests.get(0)).startsWith("DELETE /v1/trainings/t1 ");
    assertThat(weft("cancel-training", "unknown").exitCode()).isEqualTo(ExitCode.NOT_FOUND);
  }

  private static final String EPOCH =
      "{\"phase\":\"freeze\",\"epoch\":1,\"loss\":0.5,\"validationAccuracy\":0.8}";

  private static String training(String state, String progress, String epochs) {
    return """
    {"id":"t1","model":"clothing","state":"%s","requestedAt":"2026-11-01T12:00:00Z",
    "version":null,"progress":{%s},"epochs":[%s],
    "links":{"self":"/v1/trainings/t1","report":null}}\
    """
        .formatted(state, progress, epochs)
        .replace("\n", "");
  }

  private CliRun weft(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--server", gateway.url().toString()));
    return CliRun.of(all.toArray(String[]::new));
  }
}
