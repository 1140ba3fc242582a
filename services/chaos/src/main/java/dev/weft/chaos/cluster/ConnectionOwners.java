package dev.weft.chaos.cluster;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Determines the process at the other end of a local connection, from Linux's {@code /proc}. */
final class ConnectionOwners {
  private static final Path PROC = Path.of("/proc");
  private static final int LOCAL = 1;
  private static final int REMOTE = 2;
  private static final int INODE = 9;

  private final Supplier<Map<String, Long>> processes;

  /**
   * @param processes supplies the current processes by name
   */
  ConnectionOwners(Supplier<Map<String, Long>> processes) {
    this.processes = processes;
  }

  /**
   * Returns the name of the process that connected from one port to another.
   *
   * @return empty if it is unknown, or has already ended
   */
  Optional<String> of(int from, int to) {
    return inode(from, to).flatMap(this::owner);
  }

  /** A dual-stack socket is in the IPv6 table. */
  private static Optional<String> inode(int from, int to) {
    return Stream.of("tcp6", "tcp").flatMap(table -> inode(table, from, to).stream()).findFirst();
  }

  private static Optional<String> inode(String table, int from, int to) {
    try (Stream<String> lines = Files.lines(PROC.resolve("net").resolve(table))) {
      return lines
          .map(line -> line.trim().split("\\s+"))
          .filter(fields -> fields.length > INODE)
          .filter(fields -> isPort(fields[LOCAL], from) && isPort(fields[REMOTE], to))
          .map(fields -> fields[INODE])
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean isPort(String address, int port) {
    return address.endsWith(":%04X".formatted(port));
  }

  private Optional<String> owner(String inode) {
    Path socket = Path.of("socket:[" + inode + "]");
    return processes.get().entrySet().stream()
        .filter(process -> holds(process.getValue(), socket))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static boolean holds(long pid, Path socket) {
    Path open = PROC.resolve(Long.toString(pid)).resolve("fd");
    try (DirectoryStream<Path> files = Files.newDirectoryStream(open)) {
      for (Path file : files) {
        if (isLinkTo(file, socket)) {
          return true;
        }
      }
    } catch (IOException e) {
      return false;
    }
    return false;
  }

  private static boolean isLinkTo(Path file, Path target) {
    try {
      return Files.readSymbolicLink(file).equals(target);
    } catch (IOException e) {
      // Closed in the meantime.
      return false;
    }
  }
}
