package dev.weft.cli.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Copies an image's bytes into a file. A connection that breaks on the way is the network's fault:
 * the image is asked for again, a few times. A file that cannot be written is the disk's.
 */
final class ImageDownload {
  private static final int MOST_TRIES = 5;
  private static final int CHUNK = 1 << 16;

  private final WeftClient client;
  private final Backoff backoff;

  ImageDownload(WeftClient client, Backoff backoff) {
    this.client = client;
    this.backoff = backoff;
  }

  /**
   * Copies.
   *
   * @return the content type that the bytes show
   * @throws IOException if the file cannot be written
   */
  String copy(HttpRequest request, Path file) throws IOException {
    for (int attempt = 1; ; attempt++) {
      HttpResponse<InputStream> response =
          client.sendPatiently(request, BodyHandlers.ofInputStream());
      IOException broken = copy(response, file);
      if (broken == null) {
        return response.headers().firstValue("Content-Type").orElse("");
      }
      if (attempt == MOST_TRIES) {
        throw client.unreachable(broken);
      }
      Duration pause = backoff.pause(attempt, Optional.empty());
      WeftClient.sleep(pause);
    }
  }

  /** What broke the connection; null if nothing did. */
  private IOException copy(HttpResponse<InputStream> response, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        InputStream body = response.body()) {
      byte[] chunk = new byte[CHUNK];
      while (true) {
        int read;
        try {
          if (response.statusCode() != 200) {
            String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            throw client.refused(Problem.of(response.statusCode(), text));
          }
          read = body.read(chunk);
        } catch (IOException e) {
          return e;
        }
        if (read < 0) {
          return null;
        }
        out.write(chunk, 0, read);
      }
    }
  }
}
