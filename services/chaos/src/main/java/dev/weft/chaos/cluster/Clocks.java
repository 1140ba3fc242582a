package dev.weft.chaos.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.stream.Stream;

/** The clocks of processes, each of which can be set by itself. */
public final class Clocks {
  private final Path folder;

  public Clocks(Path data) {
    this.folder = data.resolve("clock");
  }

  /** Whether they can be made: with a C compiler. */
  public static boolean areThere() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "cc")));
  }

  /**
   * Sets a process's clock; it jumps within a second.
   *
   * @param off from what time it is
   */
  public void set(String name, Duration off) {
    try {
      Path next =
          Files.writeString(folder.resolve(name + ".next"), "%+d".formatted(off.toSeconds()));
      Files.move(
          next,
          folder.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot set the clock of " + name, e);
    }
  }
}
