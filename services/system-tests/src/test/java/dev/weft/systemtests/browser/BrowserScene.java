package dev.weft.systemtests.browser;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.awaitility.Awaitility.await;

import dev.weft.client.WeftClient;
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
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The server and the browser that all classes of this package share. The browser connects to the
 * server through a relay that tests may cut.
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
  }

  /** Waits until the server is ready. */
  void awaitReady() {
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

  WeftClient weft() {
    return weft.weft();
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

  /** Waits until an image has a prediction. */
  void awaitAnswer(String id) {
    await("an answer about " + id)
        .atMost(TIMEOUT)
        .ignoreExceptions()
        .until(() -> !trainings().predictions(id).isEmpty());
  }

  /** Waits until an image has a label; null for none. */
  void awaitLabel(String id, String label) {
    await("label of " + id)
        .atMost(TIMEOUT)
        .ignoreExceptions()
        .until(() -> Objects.equals(trainings().image(id).label(), label));
  }

  /** The label that the model predicts for an image. */
  String predicted(String id) throws IOException {
    return trainings().predictions(id).get(0).labels().get(0).label();
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
