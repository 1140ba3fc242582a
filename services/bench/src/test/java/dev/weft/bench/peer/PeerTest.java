package dev.weft.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.console.CliException;
import dev.weft.console.Context;
import dev.weft.console.ExitCode;
import dev.weft.console.terminal.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerTest {
  @TempDir Path home;

  private Context context() {
    Terminal terminal =
        Terminal.plain(OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
    return new Context(terminal, Map.of("WEFT_JAVA_OPTS", "-Xmx1g -Xint"), home);
  }

  @Test
  void bothGetTheOptionsOfMeasuredProcesses() throws IOException {
    Path jar = home.resolve("services/bench-peer/target/quarkus-app/quarkus-run.jar");
    Files.createDirectories(jar.getParent());
    Files.createFile(jar);

    assertThat(Peer.LOOP.arguments(context()))
        .startsWith("-Xmx1g", "-Xint", "-cp")
        .endsWith("dev.weft.benchpeer.loop.LoopApplication");
    assertThat(Peer.QUARKUS.arguments(context()))
        .containsExactly("-Xmx1g", "-Xint", "-jar", jar.toString());
  }

  @Test
  void anApplicationThatIsNotBuiltIsAnErrorThatNamesTheCommand() {
    assertThatThrownBy(() -> Peer.QUARKUS.arguments(context()))
        .isInstanceOfSatisfying(
            CliException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.CANNOT_START))
        .hasMessageContaining("has not been built");
  }

  @Test
  void eachHasTopicsOfItsOwn() {
    assertThat(Peer.LOOP.uploads()).isNotEqualTo(Peer.QUARKUS.uploads());
    assertThat(Peer.LOOP.answers()).isNotEqualTo(Peer.QUARKUS.answers());
  }
}
