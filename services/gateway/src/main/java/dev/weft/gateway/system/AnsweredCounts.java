package dev.weft.gateway.system;

import dev.weft.events.WeftEvent;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.ImageRejected;
import dev.weft.events.image.RejectionReason;
import dev.weft.events.model.ServingRole;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Counts the images that the system has answered and rejected since this replica started, from the
 * live feed, which has the answers of all partitions. Bounded; thread-safe.
 */
public final class AnsweredCounts {

  private static final int SECONDS = 300;
  private static final int MINUTES = 60;
  private static final double NANOS = 1e9;

  private final LongSupplier nanos;
  private final long startedAt;
  private final SlidingCount answers = new SlidingCount(SECONDS, Duration.ofSeconds(1));
  private final Map<RejectionReason, SlidingCount> recent = new EnumMap<>(RejectionReason.class);
  private final Map<RejectionReason, Long> all = new EnumMap<>(RejectionReason.class);

  /** Uses the machine's monotonic clock. */
  public AnsweredCounts() {
    this(System::nanoTime);
  }

  /**
   * @param nanos a monotonic clock
   */
  AnsweredCounts(LongSupplier nanos) {
    this.nanos = nanos;
    this.startedAt = nanos.getAsLong();
  }

  /**
   * Number of rejections for one reason.
   *
   * @param reason of the rejections
   * @param lastHour during the last hour, including the current minute
   * @param sinceStart since this replica started
   */
  public record Rejections(RejectionReason reason, long lastHour, long sinceStart) {}

  /** Processes an event of the feed; ignores events other than users' answers and rejections. */
  public synchronized void count(WeftEvent event) {
    long now = nanos.getAsLong();
    if (event instanceof ImageClassified classified && classified.role() != ServingRole.SHADOW) {
      answers.add(now);
    } else if (event instanceof ImageRejected rejected) {
      recent
          .computeIfAbsent(
              rejected.reason(), none -> new SlidingCount(MINUTES, Duration.ofMinutes(1)))
          .add(now);
      all.merge(rejected.reason(), 1L, Long::sum);
      if (rejected.imageId() != null) {
        answers.add(now);
      }
    }
  }

  /**
   * Images answered per second, including rejected ones.
   *
   * @param seconds length of the period, 1 to 300; shorter if the replica is younger
   */
  public synchronized double perSecond(int seconds) {
    long now = nanos.getAsLong();
    double young = Math.max(1, (now - startedAt) / NANOS);
    return answers.sum(now, seconds) / Math.min(seconds, young);
  }

  /** Rejections by reason, for reasons that occurred. */
  public synchronized List<Rejections> rejections() {
    long now = nanos.getAsLong();
    return Arrays.stream(RejectionReason.values())
        .filter(all::containsKey)
        .map(
            reason -> new Rejections(reason, recent.get(reason).sum(now, MINUTES), all.get(reason)))
        .toList();
  }
}
