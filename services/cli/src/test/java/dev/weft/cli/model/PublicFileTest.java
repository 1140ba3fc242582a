package dev.weft.cli.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.weft.console.CliException;
import dev.weft.console.ExitCode;
import dev.weft.console.terminal.Progress;
import dev.weft.console.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicFileTest {
  private static final String MD5_OF_HELLO = "5d41402abc4b2a76b9719d911017c592";

  @TempDir Path dir;

  private HttpServer server;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Progress progress =
      Progress.of("fetching", Terminal.plain(OutputStream.nullOutputStream(), err), false);

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/weights.h5",
        exchange -> {
          exchange.sendResponseHeaders(200, 5);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write("hello".getBytes());
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private PublicFile download(String path, long size, String md5) {
    return new PublicFile(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path), size, md5);
  }

  @Test
  void aFileThatIsRightIsKept() throws IOException {
    PublicFile download = download("/weights.h5", 5, MD5_OF_HELLO);
    Path file = dir.resolve("new/folder").resolve(download.fileName());

    download.fetch(file, progress);

    assertThat(file).hasContent("hello").hasFileName("weights.h5");
    assertThat(download.isDone(file)).isTrue();
  }

  @Test
  void aWrongChecksumLeavesNoFileAndSaysBoth() {
    PublicFile download = download("/weights.h5", 5, "0".repeat(32));
    Path file = dir.resolve("weights.h5");

    assertThatThrownBy(() -> download.fetch(file, progress))
        .hasMessageContaining(MD5_OF_HELLO)
        .hasMessageContaining("0".repeat(32))
        .extracting(e -> ((CliException) e).exitCode())
        .isEqualTo(ExitCode.FAILED);
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void aWrongSizeIsRefused() {
    PublicFile download = download("/weights.h5", 6, MD5_OF_HELLO);

    assertThatThrownBy(() -> download.fetch(dir.resolve("weights.h5"), progress))
        .hasMessageContaining("5 bytes");
  }

  @Test
  void aServerThatRefusesIsNamed() {
    PublicFile download = download("/nothing", 5, MD5_OF_HELLO);

    assertThatThrownBy(() -> download.fetch(dir.resolve("weights.h5"), progress))
        .hasMessageContaining("/nothing")
        .hasMessageContaining("404")
        .extracting(e -> ((CliException) e).exitCode())
        .isEqualTo(ExitCode.UNREACHABLE);
  }

  @Test
  void aServerThatAcceptsButNeverRespondsIsGivenUp() {
    server.createContext("/silent", exchange -> {});

    assertThatThrownBy(
            () ->
                download("/silent", 5, MD5_OF_HELLO)
                    .fetch(dir.resolve("weights.h5"), progress, Duration.ofSeconds(1)))
        .hasMessageContaining("no response within 1 s")
        .extracting(e -> ((CliException) e).exitCode())
        .isEqualTo(ExitCode.UNREACHABLE);
  }

  @Test
  void aFileWithOtherContentIsNotDone() throws IOException {
    Path file = Files.writeString(dir.resolve("weights.h5"), "other");

    assertThat(download("/weights.h5", 5, MD5_OF_HELLO).isDone(file)).isFalse();
  }
}
