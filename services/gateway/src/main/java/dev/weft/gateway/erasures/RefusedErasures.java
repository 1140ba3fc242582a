package dev.weft.gateway.erasures;

import dev.weft.kafka.client.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Erasures whose object the store refused to remove, and when each is to be retried: after a second
 * at first, with a delay that doubles with each refusal up to {@link #LONGEST}. Kept in memory
 * only, and bounded: an evicted erasure is due at once. Thread-safe.
 */
final class RefusedErasures {

  /** Longest delay between two attempts. */
  static final Duration LONGEST = Duration.ofMinutes(1);

  private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), LONGEST);
  private static final int MOST = 10_000;

  private final InstantSource clock;
  private final Map<String, Attempt> attempts =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Attempt> eldest) {
              return size() > MOST;
            }
          });

  private record Attempt(int failures, Instant due) {}

  RefusedErasures(InstantSource clock) {
    this.clock = clock;
  }

  /** Whether the image's erasure may be attempted now. */
  boolean isDue(String imageId) {
    Attempt last = attempts.get(imageId);
    return last == null || !clock.instant().isBefore(last.due());
  }

  /** Records a refusal. */
  void add(String imageId) {
    attempts.compute(imageId, (id, last) -> next(last));
  }

  private Attempt next(Attempt last) {
    int failures = last == null ? 1 : last.failures() + 1;
    Duration delay = BACKOFF.delay(failures, ThreadLocalRandom.current());
    return new Attempt(failures, clock.instant().plus(delay));
  }

  /** Removes an image whose erasure is finished. */
  void remove(String imageId) {
    attempts.remove(imageId);
  }

  /**
   * Number of erasures that were refused at the last attempt. One that has been due for longer than
   * {@link #LONGEST} is dropped: another replica owns the image now.
   */
  int size() {
    Instant oldest = clock.instant().minus(LONGEST);
    attempts.values().removeIf(attempt -> attempt.due().isBefore(oldest));
    return attempts.size();
  }
}
