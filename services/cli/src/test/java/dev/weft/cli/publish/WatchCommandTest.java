package dev.weft.cli.publish;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.weft.cli.CliRun;
import dev.weft.cli.Weft;
import dev.weft.console.Context;
import dev.weft.console.Json;
import dev.weft.console.terminal.Terminal;
import dev.weft.testsupport.gateway.FakeGateway;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchCommandTest {

  @Test
  void eachPredictionIsALineAndTheCountEndsIt(@TempDir Path dir) throws Exception {
    Files.writeString(dir.resolve("1.jpg"), "hat");
    Files.writeString(dir.resolve("2.jpg"), "bad");
    try (FakeGateway gateway = new FakeGateway()) {
      String server = gateway.url().toString();
      CliRun.of("publish", dir.toString(), "--concurrency", "1", "--server", server);

      CliRun run =
          CliRun.of("watch", "--since", "0", "-n", "2", "--output", "json", "--server", server);

      List<String> lines = run.out().lines().toList();
      assertThat(lines).hasSize(2);
      assertThat(Json.parse(lines.get(0)).path("label").asText()).isEqualTo("hat");
      assertThat(Json.parse(lines.get(1)).path("reason").asText()).isEqualTo("not_an_image");
      assertThat(CliRun.of("watch", "--since", "0", "-n", "2", "--server", server).out())
          .contains("hat", "0.750", "rejected: not_an_image", "no picture");
    }
  }

  @Test
  void eachLineHasTheIdToStartAfter(@TempDir Path dir) throws Exception {
    Files.writeString(dir.resolve("1.jpg"), "hat");
    Files.writeString(dir.resolve("2.jpg"), "shirt");
    try (FakeGateway gateway = new FakeGateway()) {
      String server = gateway.url().toString();
      CliRun.of("publish", dir.toString(), "--concurrency", "1", "--server", server);

      String first =
          CliRun.of("watch", "--since", "0", "-n", "1", "--output", "json", "--server", server)
              .json()
              .path("eventId")
              .asText();
      CliRun next =
          CliRun.of("watch", "--since", first, "-n", "1", "--output", "json", "--server", server);

      assertThat(next.json().path("label").asText()).isEqualTo("shirt");
    }
  }

  @Test
  void aClosedOutputEndsIt(@TempDir Path dir) throws Exception {
    Files.writeString(dir.resolve("1.jpg"), "hat");
    try (FakeGateway gateway = new FakeGateway()) {
      String server = gateway.url().toString();
      CliRun.of("publish", dir.toString(), "--server", server);
      OutputStream closed =
          new OutputStream() {
            @Override
            public void write(int b) throws IOException {
              throw new IOException("Broken pipe");
            }
          };
      Context context =
          new Context(Terminal.plain(closed, OutputStream.nullOutputStream()), Map.of(), dir);

      int exitCode =
          assertTimeoutPreemptively(
              TIMEOUT, () -> Weft.execute(context, "watch", "--since", "0", "--server", server));

      assertThat(exitCode).isZero();
    }
  }
}
