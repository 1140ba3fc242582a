package dev.weft.cli.model;

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

class ModelsCommandTest {

  private static final String VERSION =
      """
      {"model":"clothing","version":2,"publishedAt":"2026-11-01T12:00:00Z",
      "classes":["hat","shirt"],"inputSize":[299,299],
      "origin":{"kind":"training","source":"312 labels","parent":"clothing:1",
      "sha256":null,"metrics":{"accuracy":0.903},"training":{"trainingId":"t-1","dataSet":"ab12",
      "recipe":{"batchSize":32},"seed":7,"codeVersion":"0.1.0","hardware":"2 cores, AVX2",
      "seconds":61.5}},"files":{"model.onnx":{"size":83000000,"sha256":"cd34"}},
      "aliases":["best","champion"],"serving":true,"candidate":false,"erasedImages":3,
      "figures":{"version":2,"images":121,"roles":{"primary":121},"failures":0,"rejections":0,
      "inferSeconds":{"p50":0.11,"p95":0.15,"p99":null},
      "endToEndSeconds":{"p50":0.2,"p95":0.31,"p99":0.5},"confidence":0.9,"entropy":null,
      "agreement":{"value":null,"low":null,"high":null,"part":0,"whole":0},
      "accuracy":{"value":0.912,"low":0.8,"high":0.96,"part":52,"whole":57}},
      "links":{"self":"/v1/models/clothing/versions/2","rollout":"/v1/rollouts/clothing",
      "training":"/v1/trainings/t-1","report":"/v1/trainings/t-1/report",
      "pictures":["/v1/trainings/t-1/report/curves.png"]}}\
      """;

  private FakeGateway gateway;

  @BeforeEach
  void start() throws IOException {
    gateway = new FakeGateway();
    gateway.modelVersion = VERSION;
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void modelsAreListedWithTheirVersions() {
    assertThat(weft("models").out()).contains("clothing", "299x299", "2: hat shirt");
  }

  @Test
  void aModelsVersionsAreListedWithWhatTheyDoAndHowWell() {
    CliRun run = weft("models", "clothing");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("serving", "best champion", "clothing:1", "90.3 %")
        .contains("121 images, 91.2 % of 57 labeled")
        .contains("erased since", "3 images");
  }

  @Test
  void aVersionIsShownWithWhereItComesFrom() {
    CliRun run = weft("models", "clothing", "champion");
    CliRun json = weft("models", "clothing", "2", "--output", "json");

    assertThat(run.out())
        .contains("clothing:2, serving", "training of 312 labels", "accuracy 0.903", "t-1")
        .contains("/v1/trainings/t-1/report/curves.png", "2 cores, AVX2")
        .contains("trained on 3 images that have been erased since");
    assertThat(json.json()).isEqualTo(Json.parse(VERSION));
  }

  @Test
  void whatTheStoreDoesNotHoldIsSaidByName() {
    CliRun run = weft("models", "unknown", "3");

    assertThat(run.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(run.err()).contains("the store does not contain version 3 of model unknown");
  }

  private CliRun weft(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--server", gateway.url().toString()));
    return CliRun.of(all.toArray(String[]::new));
  }
}
