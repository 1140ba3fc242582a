package dev.weft.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Copies the bytes of an answer into a file. A connection that breaks on the way is the network's
 * fault: it is asked for again, a few times. A file that cannot be written is the disk's.
 */
record Download(Transport transport, Call<byte[]> call) {
  private static final int MOST_TRIES = 5;
  private static final int CHUNK = 1 << 16;

  /**
   * Copies.
   *
   * @return the content type that the bytes show; empty if the server does not say
   * @throws IOException if the file cannot be written
   * @throws WeftException if there is no such answer, or each connection breaks
   */
  String to(Path file) throws IOException {
    for (int attempt = 1; ; attempt++) {
      HttpResponse<InputStream> response = transport.open(call);
      Optional<IOException> broken = copy(response.body(), file);
      if (broken.isEmpty()) {
        return response.headers().firstValue("Content-Type").orElse("");
      }
      if (attempt == MOST_TRIES) {
        throw transport.unreachable(broken.get());
      }
      transport.pause(attempt);
    }
  }

  /** What broke the connection. */
  private static Optional<IOException> copy(InputStream from, Path file) throws IOException {
    try (InputStream in = from;
        OutputStream out = Files.newOutputStream(file)) {
      byte[] chunk = new byte[CHUNK];
      while (true) {
        int read;
        try {
          read = in.read(chunk);
        } catch (IOException e) {
          return Optional.of(e);
        }
        if (read < 0) {
          return Optional.empty();
        }
        out.write(chunk, 0, read);
      }
    }
  }
}
