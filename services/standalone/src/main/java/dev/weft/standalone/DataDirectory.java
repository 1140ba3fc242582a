package dev.weft.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Everything that one instance keeps, locked for as long as it runs, also if it is killed. */
final class DataDirectory implements AutoCloseable {
  private final Path root;
  private final FileChannel channel;

  private DataDirectory(Path root, FileChannel channel) {
    this.root = root;
    this.channel = channel;
  }

  /**
   * @throws InUseException if another instance has it
   */
  static DataDirectory open(Path root) {
    try {
      Files.createDirectories(root);
      FileChannel channel =
          FileChannel.open(
              root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!isLocked(channel)) {
        channel.close();
        throw new InUseException(root);
      }
      return new DataDirectory(root, channel);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the data directory " + root, e);
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  Path root() {
    return root;
  }

  Path kafka() {
    return root.resolve("kafka");
  }

  Path s3() {
    return root.resolve("s3");
  }

  Path streams() {
    return root.resolve("streams");
  }

  Path models() {
    return root.resolve("models");
  }

  Path trainer() {
    return root.resolve("trainer");
  }

  /** Further settings, if somebody wrote some. */
  Path settings() {
    return root.resolve("application.properties");
  }

  /** Hashes of API keys, if somebody made some. */
  Path accessKeys() {
    return root.resolve("access-keys");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** Another instance runs on the same data. */
  static final class InUseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InUseException(Path root) {
      super(
          "the data directory "
              + root
              + " is in use by another instance: stop that one, or choose another with --data");
    }
  }
}
