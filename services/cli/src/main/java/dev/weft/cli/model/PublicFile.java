package dev.weft.cli.model;

import dev.weft.client.http.Streams;
import dev.weft.console.CliException;
import dev.weft.console.ExitCode;
import dev.weft.console.terminal.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/**
 * A public file with a known checksum.
 *
 * @param url its address
 * @param size in bytes; 0 if unknown
 * @param md5 lower-case hexadecimal; the publisher provides no stronger digest
 */
record PublicFile(URI url, long size, String md5) {
  private static final int BUFFER = 1 << 16;
  private static final long MB = 1_000_000;
  private static final Duration ANSWER = Duration.ofMinutes(1);

  /** Returns the file's name, taken from the URL. */
  String fileName() {
    String path = url.getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Whether the file exists and its checksum matches. */
  boolean isDone(Path file) throws IOException {
    return Files.exists(file) && md5.equals(md5(file));
  }

  /**
   * Downloads it to a file, which exists afterwards only if size and MD5 match.
   *
   * @throws CliException if the download fails, or size or MD5 do not match
   */
  void fetch(Path file, Progress progress) {
    fetch(file, progress, ANSWER);
  }

  /**
   * @param answer how long the server may take to respond, without the transfer of the file
   */
  void fetch(Path file, Progress progress, Duration answer) {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      copy(part, progress, answer);
      check(part);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new CliException(
          ExitCode.UNREACHABLE,
          "cannot download "
              + url
              + ": "
              + (e.getMessage() == null ? e.toString() : e.getMessage()),
          "check the network, or download the file by other means and import it with `weft"
              + " import-weights FILE`",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(ExitCode.FAILED, "interrupted", "", e);
    }
  }

  private void copy(Path part, Progress progress, Duration answer)
      throws IOException, InterruptedException {
    HttpClient http =
        HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(20))
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    HttpResponse<InputStream> response =
        Streams.open(http, HttpRequest.newBuilder(url).build(), answer);
    try (InputStream in = response.body();
        OutputStream out = Files.newOutputStream(part)) {
      if (response.statusCode() != 200) {
        throw new IOException("the server responded with HTTP status " + response.statusCode());
      }
      long total = response.headers().firstValueAsLong("Content-Length").orElse(size);
      byte[] buffer = new byte[BUFFER];
      long done = 0;
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        done += n;
        progress.update(done / MB, total / MB, "MB");
      }
    }
  }

  private void check(Path part) throws IOException {
    long length = Files.size(part);
    String actual = md5(part);
    if ((size > 0 && length != size) || !md5.equals(actual)) {
      Files.delete(part);
      throw new CliException(
          ExitCode.FAILED,
          "the file downloaded from %s differs from the published one: %d bytes with MD5 %s instead of %s"
              .formatted(
                  url, length, actual, size > 0 ? size + " bytes with MD5 " + md5 : "MD5 " + md5),
          "the file was deleted; try again, since a proxy or a lost connection may be the cause");
    }
  }

  private static String md5(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("MD5 is not available", e);
    }
  }
}
