package dev.weft.console.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.console.CliException;
import dev.weft.console.Context;
import dev.weft.console.terminal.Progress;
import dev.weft.console.terminal.Terminal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {
  @TempDir Path home;

  private final Terminal terminal =
      Terminal.plain(OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
  private Context context;
  private Ready used;

  @BeforeEach
  void build() throws IOException {
    context = new Context(terminal, Map.of("WEFT_JAVA_OPTS", "-Xlog:class+load"), home);
    FakeServer.build(home);
    Files.createDirectories(home.resolve("target/weft"));
  }

  private Path create() {
    return ClassArchive.create(
        context, home.resolve("data"), Progress.of("", terminal, true), ready -> used = ready);
  }

  private ServerProcess start() {
    return ServerProcess.start(
        context, ServerSettings.onFreePorts(home.resolve("data"), Map.of()), line -> {});
  }

  @Test
  void aServerStartsWithTheClassesOfAnEarlierOne() throws IOException {
    Path archive = create();

    assertThat(used.model()).isEqualTo("clothing:1");
    assertThat(ClassArchive.options(context)).contains("-XX:SharedArchiveFile=" + archive);
    try (ServerProcess server = start()) {
      assertThat(server.awaitReady(Progress.of("", terminal, true)).model())
          .isEqualTo("clothing:1");
    }
    assertThat(Files.readString(home.resolve("data/logs/weft.log")))
        .contains(FakeServer.class.getName() + " source: shared objects file");
  }

  @Test
  void anArchiveOfAnotherBuildIsIgnored() throws IOException {
    create();
    FakeServer.build(home, "changed");

    try (ServerProcess server = start()) {
      server.awaitReady(Progress.of("", terminal, true));
    }
    assertThat(Files.readString(home.resolve("data/logs/weft.log")))
        .contains(FakeServer.class.getName() + " source: file:")
        .doesNotContain("[warning]");
  }

  @Test
  void withoutAnArchiveNothingIsSaidToTheJvm() {
    assertThat(ClassArchive.options(context)).isEmpty();
  }

  @Test
  void aServerThatDoesNotStartLeavesNoArchive() {
    assertThatThrownBy(
            () ->
                ClassArchive.create(
                    new Context(terminal, Map.of("WEFT_JAVA_OPTS", "-Dfake=broken"), home),
                    home.resolve("data"),
                    Progress.of("", terminal, true),
                    ready -> used = ready))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("something terrible");

    assertThat(ClassArchive.options(context)).isEmpty();
  }
}
