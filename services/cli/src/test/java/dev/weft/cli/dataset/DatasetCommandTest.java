package dev.weft.cli.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.cli.CliRun;
import dev.weft.console.ExitCode;
import dev.weft.testsupport.gateway.FakeGateway;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DatasetCommandTest {
  private FakeGateway gateway;

  @BeforeEach
  void start() throws IOException {
    gateway = new FakeGateway();
    gateway.datasets.put(
        "autumn",
        """
        {"name":"autumn","model":"tops","filter":{"by":"ann","tags":{"shop":"north"}},"id":"abc",
        "images":3,"labels":[{"label":"blazer","images":1},{"label":"polo","images":2}],
        "createdAt":"2026-11-01T12:00:00Z","links":{}}\
        """);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void labelsAreGivenANameWithAFilter() {
    CliRun run =
        run(
            "dataset",
            "create",
            "autumn",
            "--model",
            "tops",
            "--label",
            "polo",
            "--label",
            "blazer",
            "--by",
            "ann",
            "--tag",
            "shop=north",
            "--since",
            "2026-11-01T00:00:00Z");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(gateway.requests)
        .containsExactly(
            "POST /v1/datasets {\"name\":\"autumn\",\"model\":\"tops\",\"filter\":{\"labels\":"
                + "[\"polo\",\"blazer\"],\"by\":\"ann\",\"tags\":{\"shop\":\"north\"},"
                + "\"since\":\"2026-11-01T00:00:00Z\"}}");
    assertThat(run.out())
        .contains("     1  blazer", "     2  polo")
        .contains("autumn: 3 images of tops, by ann, tag shop=north");
    assertThat(run.err()).contains("weft train --dataset autumn");
  }

  @Test
  void withoutAFilterAllLabelsAreMeant() {
    assertThat(run("dataset", "create", "autumn").exitCode()).isZero();

    assertThat(gateway.requests).containsExactly("POST /v1/datasets {\"name\":\"autumn\"}");
  }

  @Test
  void theyAreListedAndShown() {
    CliRun list = run("dataset", "list", "--model", "tops");
    assertThat(list.exitCode()).as(list.err()).isZero();
    assertThat(gateway.requests).containsExactly("GET /v1/datasets?limit=200&model=tops");
    assertThat(list.out()).contains("autumn").contains("by ann, tag shop=north");

    assertThat(run("dataset", "show", "autumn").out()).contains("id      abc");
    CliRun unknown = run("dataset", "show", "autum");
    assertThat(unknown.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(unknown.err()).contains("the data set autum does not exist");
    assertThat(run("dataset").exitCode()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void oneIsDeletedAndARefusalIsSaid() {
    gateway.datasets.put("busy", "{\"title\":\"in use\",\"status\":409}");

    CliRun deleted = run("dataset", "delete", "autumn");
    CliRun refused = run("dataset", "delete", "busy");
    CliRun unknown = run("dataset", "delete", "autum");

    assertThat(deleted.exitCode()).as(deleted.err()).isZero();
    assertThat(deleted.out()).contains("deleted the data set autumn");
    assertThat(refused.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(refused.err()).contains("in use");
    assertThat(unknown.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(gateway.requests)
        .containsExactly("DELETE /v1/datasets/autumn", "DELETE /v1/datasets/busy");
  }

  @Test
  void aTrainingIsAskedForOnOne() {
    gateway.trainings.add("{\"id\":\"t-1\",\"state\":\"queued\"}");

    CliRun run = run("train", "--dataset", "autumn", "--id", "t-1");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(gateway.requests).containsExactly("POST /v1/trainings t-1 {\"dataset\":\"autumn\"}");
  }

  private CliRun run(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--server", gateway.url().toString()));
    return CliRun.of(all.toArray(String[]::new));
  }
}
