package dev.weft.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.cli.CliRun;
import dev.weft.console.Json;
import dev.weft.testsupport.gateway.FakeGateway;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
}
