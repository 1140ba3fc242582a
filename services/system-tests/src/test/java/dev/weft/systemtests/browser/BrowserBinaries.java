package dev.weft.systemtests.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The installed browser and its driver, whose versions must match, as those of a distribution's
 * packages do. Nothing is downloaded.
 */
record BrowserBinaries(Path browser, Path driver) {

  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final String DRIVER = "chromedriver";

  /** Binaries on the path; empty if one is missing. */
  static Optional<BrowserBinaries> installed() {
    return BROWSERS.stream()
        .flatMap(name -> onPath(name).stream())
        .findFirst()
        .flatMap(browser -> onPath(DRIVER).map(driver -> new BrowserBinaries(browser, driver)));
  }

  private static Optional<Path> onPath(String name) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
