package dev.weft.gateway.app;

import dev.weft.base.DaemonThreads;
import dev.weft.gateway.GatewayConfig;
import dev.weft.gateway.erasures.ErasureWork;
import dev.weft.gateway.erasures.RemovalFeed;
import dev.weft.gateway.views.streams.ViewStreams;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Carries out, at an interval, the erasures of images that this replica owns; and consumes
 * notifications about removed objects.
 */
@Singleton
final class ErasureRounds {

  private static final Logger LOG = Logger.getLogger(ErasureRounds.class);

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.single("weft-gateway-erasures"));
  private final ViewStreams views;
  private final ErasureWork work;
  private final RemovalFeed removals;
  private final Duration interval;
  private String complaint = "";

  ErasureRounds(ViewStreams views, ErasureWork work, RemovalFeed removals, GatewayConfig config) {
    this.removals = removals;
    this.views = views;
    this.work = work;
    this.interval = config.erasures().interval();
  }

  void start(@Observes StartupEvent event) {
    removals.start();
    thread.scheduleWithFixedDelay(
        this::round, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void round() {
    try {
      if (!views.isRunning()) {
        return;
      }
      int done = work.round();
      if (done > 0) {
        LOG.infof("%d images were erased", done);
      }
      complaint = "";
    } catch (RuntimeException e) {
      warnOnce(e);
    }
  }

  /** Logs a failure once, until another one occurs or it is resolved. */
  private void warnOnce(RuntimeException e) {
    String what = String.valueOf(e.getMessage());
    if (!what.equals(complaint)) {
      complaint = what;
      LOG.warnf("erasing images stopped early, retrying every %s: %s", interval, what);
    }
  }

  void stop(@Observes ShutdownEvent event) {
    removals.close();
    thread.shutdownNow();
  }
}
