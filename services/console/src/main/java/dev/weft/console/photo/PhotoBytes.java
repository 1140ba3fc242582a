package dev.weft.console.photo;

import dev.weft.console.terminal.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads photos into memory, but not the videos and archives that lie among them. */
public final class PhotoBytes {
  /** Three times the limit of a server that is not configured otherwise. */
  private static final long MOST = 60_000_000;

  private PhotoBytes() {}

  /**
   * Reads a file as a whole.
   *
   * @throws IOException if it cannot be read, or is too large to be held in memory
   */
  public static byte[] read(Path file) throws IOException {
    long size = Files.size(file);
    if (size > MOST) {
      throw new IOException(
          "it has %s, and files above %s are not read, whatever the server accepts: they would be held in memory as a whole, and are seldom photographs"
              .formatted(Format.bytes(size), Format.bytes(MOST)));
    }
    return Files.readAllBytes(file);
  }
}
