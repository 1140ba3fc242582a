package dev.weft.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * All files of one instance. Locked by the operating system while the instance runs, so that a kill
 * releases the lock.
 */
final class DataDirectory implements AutoCloseable {
  private final Path root;
  private final FileChannel channel;

  private DataDirectory(Path root, FileChannel channel) {
    this.root = root;
    this.channel = channel;
  }

  /**
   * @throws InUseException if another instance uses the directory
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

  /** File of additional settings, which may not exist. */
  Path settings() {
    return root.resolve("application.properties");
  }

  /** File with the hashes of API keys, which may not exist. */
  Path accessKeys() {
    return root.resolve("access-keys");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** Another instance uses the same data directory. */
  static final class InUseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InUseException(Path root) {
      super(
          "the data directory "
              + root
              + " is in use by another instance: stop that instance, or choose another directory"
              + " with --data");
    }
  }
}
