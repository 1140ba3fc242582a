package dev.weft.classifier.pipeline;

import dev.weft.events.kafka.Backoff;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import dev.weft.classifier.pipeline.PipelineListener.Stage;
import dev.weft.objectstore.BucketMissingException;
import dev.weft.objectstore.StoreRefusedException;
import dev.weft.xception.engine.EngineException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * What is failing now and being tried again, for health and log: each stage is logged when it
 * begins to fail and when it works again, not at each attempt. Thread-safe.
 */
final class Trouble {

  private static final Logger LOG = Logger.getLogger("dev.weft.classifier");

  /**
   * A failure that lasts.
   *
   * @param since when the first attempt failed
   * @param cause what the newest attempt said
   * @param blocking whether somebody must mend something, rather than wait
   */
  record Failing(Instant since, String cause, boolean blocking) {}

  private final Backoff backoff;
  private final InstantSource clock;
  private final PipelineListener listener;
  private final Map<Stage, Failing> failing = new EnumMap<>(Stage.class);
  private volatile boolean any;

  /**
   * @param backoff between attempts
   */
  Trouble(Backoff backoff, InstantSource clock, PipelineListener listener) {
    this.backoff = backoff;
    this.clock = clock;
    this.listener = listener;
  }

  /** How long to wait after so many failed attempts in a row. */
  Duration delay(int failures) {
    return backoff.delay(failures, ThreadLocalRandom.current());
  }

  void began(Stage stage, Throwable cause) {
    listener.retrying(stage, cause);
    synchronized (failing) {
      var before = failing.get(stage);
      var since = before == null ? clock.instant() : before.since();
      failing.put(stage, new Failing(since, message(cause), isBlocking(cause)));
      any = true;
      if (before == null) {
        LOG.warnf(
            isFinding(cause) ? null : cause,
            "stage=%s failed; trying again until it passes: %s",
            stage,
            cause.getMessage());
      } else {
        LOG.debugf(cause, "stage=%s still fails", stage);
      }
    }
  }

  /** What an engine answered is wrong, wherever that was noticed. */
  private static boolean isFinding(Throwable cause) {
    return cause instanceof EngineException && cause.getCause() == null;
  }

  private static String message(Throwable cause) {
    return cause instanceof BlockedException ? cause.getMessage() : cause.toString();
  }

  private static boolean isBlocking(Throwable cause) {
    return cause instanceof BlockedException
        || cause instanceof BucketMissingException
        || cause instanceof StoreRefusedException;
  }

  void over(Stage stage) {
    if (!any) {
      return;
    }
    synchronized (failing) {
      var before = failing.remove(stage);
      any = !failing.isEmpty();
      if (before != null) {
        LOG.infof("stage=%s works again; it failed since %s", stage, before.since());
      }
    }
  }

  Map<Stage, Failing> now() {
    synchronized (failing) {
      return Map.copyOf(failing);
    }
  }
}
