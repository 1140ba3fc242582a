package dev.weft.embedded;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Ports that processes of one user have reserved before anything listens on them: each is a locked
 * byte of a file in the temporary folder, which the operating system unlocks when the process ends.
 * Without such a file every port counts as reserved by this process.
 */
final class PortLocks {

  private static final Logger LOG = System.getLogger(PortLocks.class.getName());

  /** Open until the process ends, or its locks would go. */
  private static final FileChannel FILE = open();

  private PortLocks() {}

  /** Whether the port is this process's from now on. */
  static boolean reserve(int port) {
    if (FILE == null) {
      return true;
    }
    try {
      return FILE.tryLock(port, 1, false) != null;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private static FileChannel open() {
    Path file =
        Path.of(
            System.getProperty("java.io.tmpdir"),
            "weft-ports-" + System.getProperty("user.name") + ".lock");
    try {
      return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "Ports are not reserved: " + file + " cannot be opened", e);
      return null;
    }
  }
}
