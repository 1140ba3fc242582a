package dev.weft.fuzz;

import dev.weft.gateway.intake.MalformedMultipartException;
import dev.weft.gateway.intake.MultipartReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;

/**
 * A multipart body with uploads; the first line is the boundary. Every third part is skipped
 * without being read.
 */
final class MultipartTarget implements Target {

  @Override
  public void read(byte[] input) throws IOException {
    Lines lines = new Lines(input);
    String boundary = lines.next();
    byte[] chunk = new byte[4096];
    long bytes = 0;
    int parts = 0;
    try {
      var reader = new MultipartReader(new ByteArrayInputStream(lines.rest()), boundary);
      for (Optional<MultipartReader.Part> part = reader.next();
          part.isPresent();
          part = reader.next()) {
        boolean whole = parts++ % 3 != 2;
        for (int n = 0; whole && n >= 0; n = part.get().body().read(chunk)) {
          bytes += n;
        }
      }
    } catch (MalformedMultipartException refused) {
      return;
    }
    if (bytes > input.length || parts > input.length) {
      throw new AssertionError(
          "%d parts of %d bytes from %d".formatted(parts, bytes, input.length));
    }
  }
}
