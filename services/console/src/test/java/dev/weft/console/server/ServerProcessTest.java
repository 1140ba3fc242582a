package dev.weft.console.server;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.console.CliException;
import dev.weft.console.Context;
import dev.weft.console.ExitCode;
import dev.weft.console.terminal.Progress;
import dev.weft.console.terminal.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessTest {
  @TempDir Path home;

  private Terminal terminal;
  private Context context;

  @BeforeEach
  void build() throws IOException {
    terminal = Terminal.plain(OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
    context = new Context(terminal, Map.of(), home);
    FakeServer.build(home);
  }

  private ServerProcess start(String behaviour) {
    ServerSettings settings =
        ServerSettings.onFreePorts(home.resolve("data"), Map.of("fake", behaviour));
    return ServerProcess.start(context, settings, line -> {});
  }

  private Ready awaitReady(ServerProcess server) {
    return server.awaitReady(Progress.of("", terminal, true));
  }

  @Test
  void aReadyServerSaysWhatRunsWhereAndEndsWhenItIsClosed() throws IOException {
    ProcessHandle handle;
    try (ServerProcess server = start("ready")) {
      Ready ready = awaitReady(server);
      handle = ProcessHandle.of(server.pid()).orElseThrow();

      assertThat(ready.http()).isEqualTo(URI.create("http://127.0.0.1:1"));
      assertThat(ready.kafka()).isEqualTo("127.0.0.1:2");
      assertThat(ready.model()).isEqualTo("clothing:1");
    }

    assertThat(handle.isAlive()).isFalse();
    assertThat(Files.readString(home.resolve("data/logs/weft.log")))
        .contains("--http-port 0 --kafka-port 0 --s3-port 0");
  }

  @Test
  void aTakenPortIsSaidInTheServersOwnWords() {
    try (ServerProcess server = start("taken")) {
      assertThatThrownBy(() -> awaitReady(server))
          .hasMessage("port 9092 for Kafka is in use")
          .extracting(e -> ((CliException) e).exitCode())
          .isEqualTo(ExitCode.CANNOT_START);
    }
  }

  @Test
  void aServerThatDiesIsQuoted() {
    try (ServerProcess server = start("broken")) {
      assertThatThrownBy(() -> awaitReady(server))
          .hasMessageContaining("exit code 1")
          .hasMessageContaining("something terrible");
    }
  }

  @Test
  void whoIsStoppedTakesTheServerAlong() throws Exception {
    Process owner =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ServerOwner.class.getName(),
                home.toString(),
                home.resolve("data").toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader said = owner.inputReader()) {
      ProcessHandle server = ProcessHandle.of(Long.parseLong(said.readLine())).orElseThrow();

      owner.destroy();

      assertThat(owner.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
      server.onExit().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
      assertThat(server.isAlive()).isFalse();
    } finally {
      owner.destroyForcibly();
    }
  }
}
