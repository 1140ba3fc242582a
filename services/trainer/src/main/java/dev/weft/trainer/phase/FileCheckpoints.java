package dev.weft.trainer.phase;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** Checkpoints on the local disk. */
public final class FileCheckpoints implements Checkpoints {
  private final Path directory;

  /**
   * @param directory the directory of one run; created if missing
   */
  public FileCheckpoints(Path directory) {
    this.directory = directory;
  }

  @Override
  public void save(String name, Content content) {
    try {
      Files.createDirectories(directory);
      Path part = Files.createTempFile(directory, name, ".part");
      try (OutputStream out = Files.newOutputStream(part)) {
        content.writeTo(out);
      }
      Files.move(part, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot store the checkpoint " + name + " in " + directory, e);
    }
  }

  @Override
  public Optional<InputStream> open(String name) {
    try {
      return Optional.of(new BufferedInputStream(Files.newInputStream(directory.resolve(name))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the checkpoint " + name + " in " + directory, e);
    }
  }

  @Override
  public void delete(String name) {
    try {
      Files.deleteIfExists(directory.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete the checkpoint " + name, e);
    }
  }
}
