package dev.weft.chaos.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.stream.Stream;

/** Sets the clocks of processes individually. */
public final class Clocks {
  private final Path folder;

  public Clocks(Path data) {
    this.folder = data.resolve("clock");
  }

  /** Whether clocks can be set, which requires a C compiler. */
  public static boolean areThere() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "cc")));
  }

  /**
   * Sets a process's clock, which takes effect within a second.
   *
   * @param off offset from the actual time
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
