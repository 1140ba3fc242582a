package dev.weft.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.cli.CliRun;
import dev.weft.console.ExitCode;
import dev.weft.testsupport.gateway.FakeGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {
  @TempDir Path dir;

  private FakeGateway gateway;
  private String server;
  private String id;
  private Path picture;

  @BeforeEach
  void publishAnImage() throws IOException {
    gateway = new FakeGateway();
    server = gateway.url().toString();
    picture = dir.resolve("why.png");
    Path photo = Files.writeString(dir.resolve("1.jpg"), "shirt");
    CliRun.of("publish", photo.toString(), "--run", "r", "--server", server);
    id = gateway.uploads.get(0);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void thePictureIsWrittenAndSaysTheSameAsTheNumbers() {
    CliRun run = explain("--to", picture.toString(), "--label", "hat", "--size", "200");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(picture).hasContent("a picture");
    assertThat(run.out())
        .contains("hat 0.250 by clothing:2", "the prediction is shirt 0.750", picture.toString());
    assertThat(gateway.requests)
        .containsExactly(
            "GET /v1/images/" + id + "/explanation?label=hat",
            "GET /v1/images/" + id + "/explanation?version=2&label=hat&size=200");
  }

  @Test
  void aFileThatIsThereIsOverwrittenOnlyWhenForced() throws IOException {
    Files.writeString(picture, "mine");

    CliRun refused = explain("--to", picture.toString());

    assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(refused.err()).contains(picture.toString(), "--force");
    assertThat(picture).hasContent("mine");

    assertThat(explain("--to", picture.toString(), "--force").exitCode()).isZero();
    assertThat(picture).hasContent("a picture");
  }

  @Test
  void aFileThatCannotBeIsRefusedBeforeTheServerWorksForIt() {
    CliRun nowhere = explain("--to", dir.resolve("none").resolve("1.png").toString());
    CliRun folder = explain("--to", dir.toString());

    assertThat(nowhere.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(nowhere.err()).contains("the folder " + dir.resolve("none") + " does not exist");
    assertThat(folder.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(folder.err()).contains("it is a folder");
    assertThat(gateway.requests).isEmpty();
  }

  @Test
  void scriptsGetTheNumbersAndNoFileUnlessTheyNameOne() {
    CliRun run = explain("--model-version", "2", "--output", "json");

    assertThat(run.json().path("shares").path(0)).hasSize(2);
    assertThat(run.json().has("file")).isFalse();
    assertThat(gateway.requests).containsExactly("GET /v1/images/" + id + "/explanation?version=2");

    assertThat(explain("--to", picture.toString(), "--output", "json").json().path("file").asText())
        .isEqualTo(picture.toString());
    assertThat(picture).hasContent("a picture");
  }

  @Test
  void anUnknownImageIsNotFound() {
    CliRun run = CliRun.of("explain", "nobody", "--to", picture.toString(), "--server", server);

    assertThat(run.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(run.err()).contains("nobody");
    assertThat(picture).doesNotExist();
  }

  @Test
  void aBrokenModelIsSaidAtOnceAndNotTriedAgain() {
    gateway.brokenModel = "model.onnx is missing";

    CliRun run = explain("--to", picture.toString());

    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err()).contains("model.onnx is missing");
    assertThat(gateway.requests).hasSize(1);
  }

  private CliRun explain(String... options) {
    String[] all = new String[options.length + 4];
    System.arraycopy(new String[] {"explain", id, "--server", server}, 0, all, 0, 4);
    System.arraycopy(options, 0, all, 4, options.length);
    return CliRun.of(all);
  }
}
