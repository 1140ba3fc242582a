package dev.weft.console.server;

import dev.weft.console.CliException;
import dev.weft.console.Context;
import dev.weft.console.ExitCode;
import dev.weft.console.terminal.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A class data sharing archive of the server: its classes as the JVM has parsed and verified them,
 * which makes starts about a third shorter. The JVM ignores an archive of another JVM or of other
 * jars.
 *
 * @see <a href="https://openjdk.org/jeps/350">JEP 350</a>
 */
public final class ClassArchive {
  private static final Path FILE = Path.of("target", "weft", "server.jsa");
  private static final Duration WRITING = Duration.ofMinutes(5);

  private ClassArchive() {}

  /** JVM options that use the archive if there is one. */
  static List<String> options(Context context) {
    Path file = context.home().resolve(FILE);
    // The JVM would warn about an archive that does not fit.
    return Files.exists(file)
        ? List.of("-XX:SharedArchiveFile=" + file, "-Xlog:cds=off", "-Xlog:cds+dynamic=off")
        : List.of();
  }

  /**
   * Starts a server with its data in an empty folder, stops it once it is ready and has been used,
   * and archives the classes that it has loaded.
   *
   * @param use sends requests to it
   * @return the archive
   * @throws CliException if the server does not become ready, or the archive cannot be written
   */
  public static Path create(Context context, Path data, Progress progress, Consumer<Ready> use) {
    Path file = context.home().resolve(FILE);
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.deleteIfExists(file);
      Files.deleteIfExists(part);
      Files.createDirectories(file.getParent());
      ServerSettings settings = ServerSettings.onFreePorts(data, Map.of());
      List<String> options = List.of("-XX:ArchiveClassesAtExit=" + part, "-Xlog:disable");
      try (ServerProcess server = ServerProcess.start(context, settings, options, line -> {})) {
        use.accept(server.awaitReady(progress));
        server.end(WRITING);
      }
      if (!Files.exists(part)) {
        throw new CliException(
            ExitCode.FAILED, "the JVM wrote no class archive", "see the log: " + settings.log());
      }
      return Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new CliException(
          ExitCode.FAILED, "the class archive cannot be written: " + e, "check " + file, e);
    }
  }
}
