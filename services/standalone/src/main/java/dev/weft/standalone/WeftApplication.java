package dev.weft.standalone;

import dev.weft.base.DaemonThreads;
import dev.weft.classifier.app.ClassifierService;
import dev.weft.classifier.serving.LoadingState;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.vertx.http.HttpServer;
import io.smallrye.health.SmallRyeHealthReporter;
import java.lang.management.ManagementFactory;
import java.net.URI;

/** Prints the start message once everything is ready, and waits for shutdown. */
final class WeftApplication implements QuarkusApplication {
  private static final long LOOK_MILLIS = 50;

  private final SmallRyeHealthReporter health;
  private final ClassifierService classifier;
  private final HttpServer server;

  WeftApplication(SmallRyeHealthReporter health, ClassifierService classifier, HttpServer server) {
    this.health = health;
    this.classifier = classifier;
    this.server = server;
  }

  @Override
  public int run(String... args) throws InterruptedException {
    Running running = Running.get();
    DaemonThreads.start("weft-announcer", () -> announce(running));
    Quarkus.waitForExit();
    return 0;
  }

  private void announce(Running running) {
    try {
      while (!isReady()) {
        running.foundation().requireSound();
        Thread.sleep(LOOK_MILLIS);
      }
      StartupLogs.restore();
      long sinceStart =
          System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
      URI http = running.place().served(server.getSecurePort());
      new Announcement(running, http, model(), sinceStart / 1000.0).print(System.out);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      System.err.println("weft: " + e.getMessage());
      Quarkus.asyncExit(1);
    }
  }

  /** Asks for the model only, which takes longest to be ready and is cheap to query. */
  private boolean isReady() {
    boolean serving = !classifier.isEnabled() || model().isServing();
    return serving && !health.getReadiness().isDown();
  }

  /** Loading state of the default model. */
  private LoadingState model() {
    return classifier.models().get(0).state();
  }
}
