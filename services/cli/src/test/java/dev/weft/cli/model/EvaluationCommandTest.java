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

class EvaluationCommandTest {

  private static final String SHARE =
      "{\"value\":0.75,\"low\":0.6,\"high\":0.85,\"part\":3,\"whole\":4}";
  private static final String NONE =
      "{\"value\":null,\"low\":null,\"high\":null,\"part\":0,\"whole\":0}";
  private static final String F1 = "{\"value\":0.7,\"low\":0.5,\"high\":0.9}";

  private static final String EVALUATION =
      """
      {"model":"tops","version":3,"trainingId":"t7","folds":5,"heldOut":4,"images":4,"top":2,
      "threshold":0.6,"slice":null,"classes":["hat","shirt"],
      "overall":{"images":4,"precision":%1$s,"recall":%1$s,"f1":%3$s,"averagePrecision":0.9},
      "byClass":[
      {"name":"hat","images":4,"precision":%1$s,"recall":%1$s,"f1":%3$s,"averagePrecision":0.8},
      {"name":"shirt","images":0,"precision":%2$s,"recall":%2$s,"f1":null,"averagePrecision":null}],
      "curve":{"label":null,"points":[]},
      "confusion":[{"label":"hat","answer":"hat","images":3},
      {"label":"hat","answer":null,"images":1}],
      "slices":[
      {"key":"camera","value":"door","images":4,"precision":%1$s,"recall":%1$s,"f1":%3$s},
      {"key":"camera","value":null,"images":2,"precision":%1$s,"recall":%1$s,"f1":%3$s}],
      "comparison":{"version":2,"basis":"judged-together","images":4,"leftOut":1,
      "figures":{"images":4,"precision":%1$s,"recall":%1$s,"f1":%3$s,"averagePrecision":null},
      "others":{"images":4,"precision":%1$s,"recall":%1$s,"f1":%3$s,"averagePrecision":null},
      "won":2,"lost":1,"difference":{"value":0.25,"low":-0.1,"high":0.5},
      "byClass":[{"name":"hat","images":4,"won":2,"lost":1,
      "difference":{"value":0.25,"low":-0.1,"high":0.5}}]},"steps":null}\
      """
          .formatted(SHARE, NONE, F1);

  private FakeGateway gateway;

  @BeforeEach
  void start() throws IOException {
    gateway = new FakeGateway();
    gateway.modelVersion = EVALUATION;
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void figuresMatrixSlicesAndComparisonAreTables() {
    CliRun run = weft("evaluation", "tops", "3", "--threshold", "0.6", "--against", "2");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("tops:3, 4 images by 5-fold cross-validation, confidence threshold 60.0 %")
        .contains("75.0 % [60, 85]", "70.0 % [50, 90]", "0.900", "0.800")
        .containsPattern("shirt +0 +0 +- +- +- +-")
        .contains("Confusion matrix")
        .contains("camera:door", "camera, other values")
        .contains("Against version 2: 4 images, both evaluated in one training")
        .contains("difference in recall +25.0 points [-10.0, +50.0]: 2 better, 1 worse")
        .contains("1 image skipped, whose class only one of them knows");
  }

  @Test
  void allOfItIsThereAsJson() {
    CliRun run = weft("evaluation", "tops", "--output", "json");

    assertThat(run.json()).isEqualTo(Json.parse(EVALUATION));
  }

  @Test
  void aVersionWithoutEvaluationIsSaidWithTheServersReason() {
    CliRun run = weft("evaluation", "unknown", "3");

    assertThat(run.exitCode()).isNotEqualTo(ExitCode.OK);
    assertThat(run.err()).contains("404");
  }

  private CliRun weft(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--server", gateway.url().toString()));
    return CliRun.of(all.toArray(String[]::new));
  }
}
