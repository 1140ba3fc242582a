package dev.weft.trainer.phase;

import dev.weft.objectstore.ObjectStore;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Checkpoints in the object store, from which any trainer can resume a run. */
public final class StoredCheckpoints implements Checkpoints {
  private final ObjectStore store;
  private final String bucket;
  private final String prefix;
  private final Path temporary;

  /**
   * @param prefix the prefix of the run's checkpoints, with a trailing slash
   * @param temporary directory for files being transferred
   */
  public StoredCheckpoints(ObjectStore store, String bucket, String prefix, Path temporary) {
    this.store = store;
    this.bucket = bucket;
    this.prefix = prefix;
    this.temporary = temporary;
  }

  @Override
  public void save(String name, Content content) {
    try {
      Files.createDirectories(temporary);
      Path file = Files.createTempFile(temporary, name, ".checkpoint");
      try {
        try (OutputStream out = Files.newOutputStream(file)) {
          content.writeTo(out);
        }
        store.putFile(bucket, prefix + name, file, "application/octet-stream");
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the checkpoint " + name + " to " + temporary, e);
    }
  }

  @Override
  public Optional<InputStream> open(String name) {
    return store.open(bucket, prefix + name).map(BufferedInputStream::new);
  }

  @Override
  public void delete(String name) {
    store.delete(bucket, prefix + name);
  }
}
