package dev.weft.testsupport.stores;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A store server that {@code .ci/object-stores} builds. It is looked up in this order: the system
 * property {@code weft.test.NAME}, the script's output folder, and the {@code PATH}.
 */
public enum StoreProgram {
  /** Versity's gateway, which serves the files of a directory by S3. */
  VERSITYGW("versitygw", "versitygw"),
  /** SeaweedFS: master, volume server, filer and S3 in one process. */
  SEAWEEDFS("weed", "SeaweedFS");

  private static final String LOCK = ".ci/object-stores.lock";
  private static final int VERSION = 3;

  private final String command;
  private final String title;

  StoreProgram(String command, String title) {
    this.command = command;
    this.title = title;
  }

  /** Returns its name for people. */
  public String title() {
    return title;
  }

  /** Returns the version in the lock file, which the script builds. */
  public String version() {
    return locked().split(" ")[VERSION];
  }

  /**
   * Returns the path of the program; empty if it is missing.
   *
   * @throws IllegalStateException if it is missing although {@code WEFT_STORES=required}, or if the
   *     property's value is not a program
   */
  public Optional<Path> find() {
    Optional<Path> found = find(System::getProperty, System::getenv);
    if (found.isEmpty() && "required".equals(System.getenv("WEFT_STORES"))) {
      throw new IllegalStateException(missing() + " (WEFT_STORES=required)");
    }
    return found;
  }

  /** Returns why a test is skipped, and what to do. */
  public String missing() {
    return "no %s here: .ci/object-stores builds it where Go is, or set -Dweft.test.%s=PROGRAM"
        .formatted(command, command);
  }

  Optional<Path> find(UnaryOperator<String> properties, UnaryOperator<String> environment) {
    String named = properties.apply("weft.test." + command);
    if (named != null) {
      if (!Files.isExecutable(Path.of(named))) {
        throw new IllegalStateException(
            "weft.test.%s is %s, which is no program".formatted(command, named));
      }
      return Optional.of(Path.of(named));
    }
    Stream<Path> kept = Stream.of(tools(properties, environment).resolve(folder()));
    Stream<Path> path =
        Pattern.compile(File.pathSeparator)
            .splitAsStream(Optional.ofNullable(environment.apply("PATH")).orElse(""))
            .map(Path::of);
    return Stream.concat(kept, path)
        .map(folder -> folder.resolve(command))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private String folder() {
    return command + "-" + version();
  }

  private static Path tools(UnaryOperator<String> properties, UnaryOperator<String> environment) {
    String set = environment.apply("WEFT_TOOLS_DIR");
    if (set != null) {
      return Path.of(set);
    }
    String cache = environment.apply("XDG_CACHE_HOME");
    Path caches = cache != null ? Path.of(cache) : Path.of(properties.apply("user.home"), ".cache");
    return caches.resolve("weft/tools");
  }

  private String locked() {
    try {
      return lines().stream()
          .filter(line -> line.startsWith(command + " "))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException(LOCK + " does not name " + command));
    } catch (IOException e) {
      throw new UncheckedIOException(LOCK + " cannot be read", e);
    }
  }

  /** Found from any directory in the tree. */
  private static List<String> lines() throws IOException {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve(LOCK))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IOException("it lies in no folder above " + Path.of("").toAbsolutePath());
    }
    return Files.readAllLines(folder.resolve(LOCK));
  }
}
