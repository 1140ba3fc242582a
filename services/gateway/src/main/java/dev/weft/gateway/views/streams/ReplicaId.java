package dev.weft.gateway.views.streams;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** This replica's name in the group, stored in the state directory. */
final class ReplicaId {

  private static final String FILE = "replica-id";

  private ReplicaId() {}

  /** Reads the name; generates one, and creates the directory, if there is none. */
  static String of(Path stateDir) {
    Path file = stateDir.resolve(FILE);
    try {
      Files.createDirectories(stateDir);
      if (Files.exists(file)) {
        return UUID.fromString(Files.readString(file).strip()).toString();
      }
      String made = UUID.randomUUID().toString();
      Files.writeString(file, made);
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the folder of the views " + stateDir, e);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(file + " does not contain a replica id; delete the file", e);
    }
  }
}
