package dev.weft.classifier.observe;

import dev.weft.classifier.inflight.BlockedException;
import dev.weft.classifier.observe.PipelineListener.Stage;
import dev.weft.kafka.client.Backoff;
import dev.weft.kafka.client.BrokerAdvice;
import dev.weft.objectstore.BucketMissingException;
import dev.weft.objectstore.StoreRefusedException;
import dev.weft.xception.engine.EngineException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jboss.logging.Logger;

/**
 * Tracks what is failing now and being retried, for health checks and logs: a stage is logged when
 * it begins to fail and when it works again, not at each attempt. Thread-safe.
 */
public final class FailureTracker {

  private static final Logger LOG = Logger.getLogger("dev.weft.classifier");

  /**
   * A lasting failure.
   *
   * @param since when the first attempt failed
   * @param cause message of the latest attempt
   * @param blocking whether it needs an operator's action, rather than time
   */
  public record Failing(Instant since, String cause, boolean blocking) {}

  private final Backoff backoff;
  private final InstantSource clock;
  private final PipelineListener listener;
  private final Map<Stage, Failing> failing = new EnumMap<>(Stage.class);
  private volatile boolean any;

  /**
   * @param backoff between attempts
   */
  public FailureTracker(Backoff backoff, InstantSource clock, PipelineListener listener) {
    this.backoff = backoff;
    this.clock = clock;
    this.listener = listener;
  }

  /** Delay after a number of failed attempts in a row. */
  public Duration delay(int failures) {
    return backoff.delay(failures, ThreadLocalRandom.current());
  }

  public void failing(Stage stage, Throwable cause) {
    listener.retrying(stage, cause);
    synchronized (failing) {
      var before = failing.get(stage);
      var since = before == null ? clock.instant() : before.since();
      failing.put(stage, new Failing(since, message(cause), isBlocking(cause)));
      any = true;
      if (before == null) {
        LOG.warnf(
            isFinding(cause) ? null : cause,
            "stage=%s failed; retrying until it succeeds: %s",
            stage,
            cause.getMessage());
      } else {
        LOG.debugf(cause, "stage=%s still fails", stage);
      }
    }
  }

  /** Whether the engine returned wrong results, as opposed to failing. */
  private static boolean isFinding(Throwable cause) {
    return cause instanceof EngineException && cause.getCause() == null;
  }

  private static String message(Throwable cause) {
    if (cause instanceof BlockedException) {
      return cause.getMessage();
    }
    return cause instanceof KafkaException ? BrokerAdvice.of(cause) : cause.toString();
  }

  private static boolean isBlocking(Throwable cause) {
    return cause instanceof BlockedException
        || cause instanceof BucketMissingException
        || cause instanceof StoreRefusedException
        || cause instanceof AuthorizationException;
  }

  public void recovered(Stage stage) {
    if (!any) {
      return;
    }
    synchronized (failing) {
      var before = failing.remove(stage);
      any = !failing.isEmpty();
      if (before != null) {
        LOG.infof("stage=%s recovered; it had been failing since %s", stage, before.since());
      }
    }
  }

  /**
   * Ends a stage's failure without a success: its images belong to another replica now, and nothing
   * would show whether it works again.
   */
  public void released(Stage stage) {
    if (!any) {
      return;
    }
    synchronized (failing) {
      var before = failing.remove(stage);
      any = !failing.isEmpty();
      if (before != null) {
        LOG.infof(
            "stage=%s had been failing since %s; its partitions are assigned to other replicas",
            stage, before.since());
      }
    }
  }

  public Map<Stage, Failing> now() {
    synchronized (failing) {
      return Map.copyOf(failing);
    }
  }
}
