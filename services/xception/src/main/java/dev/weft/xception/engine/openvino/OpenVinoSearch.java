package dev.weft.xception.engine.openvino;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Finds the libraries of an OpenVINO installation: in the configured folder, or else in a Python
 * installation ({@code pip install openvino}), in the folders of the system's packages, and in
 * those of Intel's archives. Of several in one place the highest version is used.
 */
final class OpenVinoSearch {

  /** A folder with the libraries, to use instead of searching. */
  static final String PROPERTY = "weft.openvino.libraries";

  /** The same as an environment variable. */
  static final String VARIABLE = "WEFT_OPENVINO_LIBRARIES";

  /** The C API, whose file name may end with its version. */
  private static final String C_API = "libopenvino_c.so*";

  private static final List<String> SYSTEM =
      List.of(
          "/usr/lib",
          "/usr/lib64",
          "/usr/lib/*-linux-gnu",
          "/usr/local/lib",
          "/opt/intel/openvino*/runtime/lib/*",
          "/opt/openvino*/runtime/lib/*",
          "/opt/openvino*/lib",
          "/opt/openvino*");

  private final Path root;
  private final UnaryOperator<String> properties;
  private final UnaryOperator<String> variables;

  /** A search on this machine. */
  OpenVinoSearch() {
    this(Path.of("/"), System::getProperty, System::getenv);
  }

  /**
   * @param root the root of the file system
   * @param properties system properties; null for an unknown one
   * @param variables environment variables; null for an unknown one
   */
  OpenVinoSearch(Path root, UnaryOperator<String> properties, UnaryOperator<String> variables) {
    this.root = root;
    this.properties = properties;
    this.variables = variables;
  }

  /** Returns the configured folder, whether it exists or not; empty if none is configured. */
  Optional<Path> configured() {
    return Stream.of(properties.apply(PROPERTY), variables.apply(VARIABLE))
        .filter(value -> value != null && !value.isBlank())
        .findFirst()
        .map(Path::of);
  }

  /** Returns the file of the C API; empty if there is none. */
  Optional<Path> library() {
    return configured()
        .map(Stream::of)
        .orElseGet(() -> places().flatMap(pattern -> matches(root, pattern).stream()))
        .flatMap(folder -> matches(folder, C_API).stream())
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /** Patterns of folders, relative to the root. */
  private Stream<String> places() {
    return Stream.concat(
            Stream.concat(
                Stream.ofNullable(variables.apply("VIRTUAL_ENV")).flatMap(OpenVinoSearch::packages),
                Stream.of(properties.apply("user.home") + "/.local", "/usr/local", "/usr")
                    .flatMap(OpenVinoSearch::packages)),
            SYSTEM.stream())
        .map(pattern -> pattern.replaceFirst("^/+", ""));
  }

  /** The folders of Python's packages below a prefix. */
  private static Stream<String> packages(String prefix) {
    return Stream.of("site-packages", "dist-packages")
        .map(packages -> prefix + "/lib/python3*/" + packages + "/openvino/libs");
  }

  /** The existing files of a pattern, in descending order of their names. */
  private static List<Path> matches(Path folder, String pattern) {
    int slash = pattern.indexOf('/');
    String first = slash < 0 ? pattern : pattern.substring(0, slash);
    List<Path> found = new ArrayList<>();
    if (!first.contains("*")) {
      Stream.of(folder.resolve(first)).filter(Files::exists).forEach(found::add);
    } else if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, first)) {
        files.forEach(found::add);
      } catch (IOException e) {
        // A folder that cannot be read has nothing that could be loaded.
        return List.of();
      }
    }
    found.sort(Comparator.<Path>naturalOrder().reversed());
    return slash < 0
        ? found
        : found.stream()
            .flatMap(file -> matches(file, pattern.substring(slash + 1)).stream())
            .toList();
  }
}
