package dev.weft.xception.engine.openvino;

import dev.weft.xception.engine.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** OpenVINO as it is installed, or not; its libraries are loaded on first use. Thread-safe. */
final class OpenVinoInstallation {
  private final OpenVinoSearch search;
  private final Optional<Path> library;
  private OpenVinoRuntime runtime;

  /** Searched for once: what is installed later is found by the next process. */
  private static final class Here {
    static final OpenVinoInstallation INSTALLATION = new OpenVinoInstallation(new OpenVinoSearch());
  }

  OpenVinoInstallation(OpenVinoSearch search) {
    this.search = search;
    this.library = isSupported() ? search.library() : Optional.empty();
  }

  /** The installation of this machine. */
  static OpenVinoInstallation here() {
    return Here.INSTALLATION;
  }

  private static boolean isSupported() {
    return System.getProperty("os.name").equals("Linux");
  }

  /** Returns why nothing can be loaded; empty if a library was found. Loads nothing. */
  Optional<String> obstacle() {
    if (library.isPresent()) {
      return Optional.empty();
    }
    if (!isSupported()) {
      return Optional.of("OpenVINO is used on Linux only");
    }
    return Optional.of(
        search
            .configured()
            .map(folder -> "OpenVINO is not used: there is no libopenvino_c.so in " + folder)
            .orElse(
                "OpenVINO is not installed; to use it: pip install openvino, or set "
                    + OpenVinoSearch.VARIABLE
                    + " to the folder of libopenvino_c.so"));
  }

  /** Returns the folder of the libraries, if there is no obstacle. */
  Path folder() {
    return library.orElseThrow().getParent();
  }

  /** Identifies the libraries: their place, size and time; empty if there are none. */
  Optional<String> identity() {
    return library.map(OpenVinoInstallation::identity);
  }

  private static String identity(Path library) {
    try {
      return "%s %d %s".formatted(library, Files.size(library), Files.getLastModifiedTime(library));
    } catch (IOException e) {
      return library.toString();
    }
  }

  /**
   * Loads the libraries on the first call.
   *
   * @throws EngineException if they cannot be loaded
   */
  synchronized OpenVinoRuntime runtime() {
    if (runtime == null) {
      try {
        runtime = new OpenVinoRuntime(library.orElseThrow());
      } catch (LinkageError e) {
        throw new EngineException(
            "OpenVINO's libraries in %s cannot be loaded: %s".formatted(folder(), e.getMessage()),
            e);
      }
    }
    return runtime;
  }
}
