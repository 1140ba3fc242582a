package dev.weft.gateway.app;

import dev.weft.base.DaemonThreads;
import dev.weft.gateway.GatewayConfig;
import dev.weft.gateway.reconcile.Reconciler;
import dev.weft.gateway.reconcile.Round;
import dev.weft.gateway.views.streams.CompleteViews;
import dev.weft.gateway.views.streams.ViewCompleteness;
import dev.weft.gateway.views.streams.ViewState;
import dev.weft.gateway.views.streams.ViewStreams;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Background work of the gateway: at an interval it checks which of its views are complete. The
 * replica that owns the first partition of the views then reconciles on behalf of all.
 */
@Singleton
final class Rounds implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(Rounds.class);

  private static final Duration LOOK = Duration.ofSeconds(5);

  /** So many looks after the start, each is made; later one of {@link #SELDOM}. */
  private static final int EACH = 12;

  private static final int SELDOM = 6;

  /** The partition whose owner reconciles. */
  private static final int FIRST = 0;

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.single("weft-gateway-rounds"));
  private final ViewStreams views;
  private final ViewCompleteness completeness;
  private final CompleteViews vouched;
  private final Reconciler reconciler;
  private final ReconcileProgress progress;
  private final Duration interval;
  private final RoundPace pace;
  private final String group;
  private String complaint = "";
  private long looks;

  /** See {@link ViewState.Whole}; empty if the views are not complete. */
  private Optional<Instant> viewed = Optional.empty();

  Rounds(
      ViewStreams views,
      ViewCompleteness completeness,
      CompleteViews vouched,
      Reconciler reconciler,
      ReconcileProgress progress,
      GatewayConfig config) {
    this.views = views;
    this.completeness = completeness;
    this.vouched = vouched;
    this.reconciler = reconciler;
    this.progress = progress;
    this.interval = config.reconcile().interval();
    this.pace = new RoundPace(interval, System::nanoTime);
    this.group = config.views().applicationId();
  }

  void start() {
    if (!interval.isZero()) {
      thread.scheduleWithFixedDelay(
          this::reconcile, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }
    thread.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Reads how far the reconciliation is, which another replica may do, until it and the views have
   * made every request to the store before an upload unnecessary.
   */
  private void look() {
    try {
      looks++;
      if ((looks <= EACH || looks % SELDOM == 0) && !progress.isComplete(viewed)) {
        progress.read();
        isWhole();
      }
    } catch (RuntimeException e) {
      LOG.debugf("the progress of the reconciliation is not known: %s", e.getMessage());
    }
  }

  /** Checks the views at each interval, and reconciles if a round is due. */
  private void reconcile() {
    try {
      if (!isWhole() || !views.local().owned().contains(FIRST)) {
        reconciler.rest();
      } else if (pace.isDue()) {
        report(pace.run(reconciler::round));
      }
    } catch (RuntimeException e) {
      LOG.warnf("reconciliation stopped early, retrying in %s: %s", interval, e.getMessage());
    }
  }

  /**
   * Whether the views are complete. Otherwise reconciliation would publish everything that they do
   * not know: views that lag would learn it soon, and incomplete ones have lost it.
   */
  private boolean isWhole() {
    Set<Integer> owned = Set.of();
    viewed = Optional.empty();
    try {
      if (views.isRunning()) {
        owned = views.local().owned();
        viewed =
            completeness
                .check()
                .fold(whole -> Optional.of(whole.asOf()), behind -> Optional.empty(), this::report);
      }
      return viewed.isPresent();
    } finally {
      vouched.vouchFor(viewed.isPresent() ? owned : Set.of(), viewed.orElse(Instant.MIN));
    }
  }

  private Optional<Instant> report(ViewState.Incomplete incomplete) {
    warnOnce(
        ("the views are incomplete, and reconciliation is suspended until they are rebuilt: stop"
                + " all gateways, set the offsets of group %s to the earliest"
                + " (kafka-consumer-groups.sh --reset-offsets --to-earliest --all-topics"
                + " --execute), and start them: %s")
            .formatted(group, String.join("; ", incomplete.gaps())));
    return Optional.empty();
  }

  private void report(Round round) {
    if (round.published() > 0) {
      LOG.infof("published %d missing events", round.published());
    }
    if (round.capped()) {
      LOG.warnf(
          "published %d missing events, the maximum per round; the next round starts in %s. If that"
              + " many objects were not added to the bucket, find out why their events were not"
              + " received, or set weft.gateway.reconcile.interval to 0",
          round.published(), interval);
    }
    if (round.tooOld() > 0) {
      warnOnce(
          round.tooOld()
              + " objects have no known event and are older than weft.gateway.reconcile.max-age, so"
              + " no events are published for them. To have them classified, set"
              + " weft.gateway.reconcile.max-age to more than their age");
    } else {
      complaint = "";
    }
  }

  /** Logs a message once, until it changes. */
  private void warnOnce(String what) {
    if (!what.equals(complaint)) {
      complaint = what;
      LOG.warn(what);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    completeness.close();
  }
}
