package dev.weft.gateway.app;

import dev.weft.gateway.GatewayConfig;
import dev.weft.gateway.reconcile.Reconciler;
import dev.weft.gateway.views.ViewStreams;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** The gateway's background work: the reconciler every interval. */
@Singleton
final class Rounds implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Rounds.class);
  private static final int FAR_BEHIND = 1_000;

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Rounds::thread);
  private final ViewStreams views;
  private final Reconciler reconciler;
  private final Duration interval;

  Rounds(ViewStreams views, Reconciler reconciler, GatewayConfig config) {
    this.views = views;
    this.reconciler = reconciler;
    this.interval = config.reconcile().interval();
  }

  void start() {
    if (!interval.isZero()) {
      thread.scheduleWithFixedDelay(
          this::reconcile, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void reconcile() {
    // Views that are far behind miss much that is on its way; repeating it all costs more than
    // waiting for the next round.
    if (!views.isRunning() || views.lag() > FAR_BEHIND) {
      return;
    }
    try {
      int published = reconciler.round();
      if (published > 0) {
        LOG.infof("published %d events that were missing", published);
      }
    } catch (RuntimeException e) {
      LOG.warnf("reconciling stopped early, trying again in %s: %s", interval, e.getMessage());
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "weft-gateway-rounds");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
