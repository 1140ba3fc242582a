package dev.weft.cli.label;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.cli.CliRun;
import dev.weft.console.ExitCode;
import dev.weft.testsupport.gateway.FakeGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoubtfulCommandTest {
  @TempDir Path dir;

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
  void doubtfulLabelsAreListedWithWhatTheImageProbablyShows() {
    gateway.doubtful =
        """
        {"images":[{"id":"a","doubt":{"label":"shirt","likelier":"dress","probability":0.93,
        "labelProbability":0.02},"image":{"tags":{"file":"1.jpg"}}}],"considered":0}\
        """;

    CliRun run = run("doubtful", "--model", "tops", "--limit", "20");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(gateway.requests)
        .containsExactly("GET /v1/labels/queue?reason=doubtful&limit=20&model=tops");
    assertThat(run.out()).contains("1.jpg").contains("shirt").contains("dress").contains("0.93");
  }

  @Test
  void anAnswerIsALabelThatIsNotAskedAgain() throws IOException {
    Path photo = Files.createDirectories(dir.resolve("hat")).resolve("1.jpg");
    Files.writeString(photo, "a");
    run("label", dir.toString());
    String id = gateway.uploads.get(0);

    CliRun kept = run("doubtful", "--keep", id, "--by", "ann");

    assertThat(kept.exitCode()).as(kept.err()).isZero();
    assertThat(gateway.labeled.get(id).toString())
        .isEqualTo(
            "{\"label\":\"hat\",\"confirmed\":true,\"by\":\"ann\",\"selection\":\"doubtful\"}");
    assertThat(run("doubtful", "--correct", id + "=cap").exitCode()).isZero();
    assertThat(gateway.labeled.get(id).toString())
        .isEqualTo("{\"label\":\"cap\",\"confirmed\":true,\"selection\":\"doubtful\"}");
  }

  @Test
  void whatCannotBeKeptOrListedIsSaid() {
    CliRun unknown = run("doubtful", "--keep", "nobody");
    assertThat(unknown.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(unknown.err()).contains("the image nobody does not exist");
    assertThat(run("doubtful", "--limit", "0").exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(run("doubtful").out()).contains("no labels are doubtful");
  }

  private CliRun run(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--server", gateway.url().toString()));
    return CliRun.of(all.toArray(String[]::new));
  }
}
