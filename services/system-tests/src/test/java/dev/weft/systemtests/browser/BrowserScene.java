package dev.weft.systemtests.browser;

import dev.weft.systemtests.Relay;
import dev.weft.systemtests.RolloutApi;
import dev.weft.systemtests.TrainingApi;
import dev.weft.systemtests.Uploads;
import dev.weft.systemtests.WeftProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The one server and the one browser of all classes of this package. The browser reaches the server
 * through a relay that a test may cut.
 */
final class BrowserScene implements AutoCloseable {

  static final String MODEL = "clothing";

  private final Path folder;
  private final WeftProcess weft;
  private final Relay relay;
  private final Browser browser;

  BrowserScene(BrowserBinaries binaries) {
    try {
      folder = Files.createTempDirectory("weft-browser");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    weft = WeftProcess.allInOne(folder.resolve("weft"), WeftProcess.FOR_TRAINING);
    relay = new Relay(weft.uri("/"));
    browser = new Browser(binaries);
    weft.awaitReady();
  }

  Browser browser() {
    return browser;
  }

  Relay relay() {
    return relay;
  }

  Dashboard dashboard() {
    return new Dashboard(browser, relay.endpoint().toString());
  }

  Uploads uploads() {
    return new Uploads(weft);
  }

  TrainingApi trainings() {
    return new TrainingApi(weft);
  }

  RolloutApi rollouts() {
    return new RolloutApi(weft, MODEL);
  }

  @Override
  public void close() {
    browser.close();
    relay.close();
    weft.close();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
