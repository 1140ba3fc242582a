package dev.weft.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Provides files for targets that read files. Each input gets a new one, since the previous one may
 * still be mapped.
 */
final class ScratchFile {
  private final Path file;

  ScratchFile(String suffix) {
    try {
      file = Files.createTempFile("weft-fuzz", suffix);
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary file can be made", e);
    }
    file.toFile().deleteOnExit();
  }

  Path holding(byte[] bytes) throws IOException {
    Files.deleteIfExists(file);
    return Files.write(file, bytes);
  }
}
