package dev.weft.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Copies a response body to a file. A broken connection is retried a few times; an error writing
 * the file is not.
 */
record Download(Transport transport, Call<byte[]> call) {
  private static final int MOST_TRIES = 5;
  private static final int CHUNK = 1 << 16;

  /**
   * Copies the body to a file.
   *
   * @return the response's content type; empty if it has none
   * @throws IOException if the file cannot be written
   * @throws WeftException if the server refuses the request, or every try fails
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

  /** Returns the error that broke the connection; empty if the copy is complete. */
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
