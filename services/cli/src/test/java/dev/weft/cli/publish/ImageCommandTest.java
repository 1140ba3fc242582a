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

class ImageCommandTest {
  @TempDir Path dir;

  private FakeGateway gateway;
  private String server;

  @BeforeEach
  void start() throws IOException {
    gateway = new FakeGateway();
    server = gateway.url().toString();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void anImageIsShownWithItsLabels() throws IOException {
    Path photo = Files.writeString(dir.resolve("1.jpg"), "hat");
    CliRun.of("publish", photo.toString(), "--run", "r", "--server", server);
    String id = gateway.uploads.get(0);

    CliRun run = CliRun.of("image", id, "--server", server);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains(id, "classified", "clothing:1", "hat", "0.750", "onnx-cpu");
  }

  @Test
  void anUnknownImageIsNotFound() {
    CliRun run = CliRun.of("image", "nobody", "--server", server, "--output", "json");

    assertThat(run.exitCode()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(run.json().path("error").asText()).contains("nobody");
  }

  @Test
  void modelsAreListedWithTheirClasses() {
    CliRun run = CliRun.of("models", "--server", server);

    assertThat(run.out()).contains("clothing", "299x299", "2: hat shirt");
  }
}
