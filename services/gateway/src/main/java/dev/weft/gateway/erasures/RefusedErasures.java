package dev.weft.gateway.erasures;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Erasures whose object the store refused to remove, and when each is to be retried: after a second
 * at first, with a delay that doubles with each refusal up to {@link #LONGEST}. Kept in memory
 * only, and bounded: an evicted erasure is due at once. Thread-safe.
 */
final class RefusedErasures {

  /** Longest delay between two attempts. */
  static final Duration LONGEST = Duration.ofMinutes(1);

  private static final Duration FIRST = Duration.ofSeconds(1);
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

  private record Attempt(Duration pause, Instant due) {}

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
    Duration pause = last == null ? FIRST : last.pause().multipliedBy(2);
    Duration bounded = pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    return new Attempt(bounded, clock.instant().plus(bounded));
  }

  /** Removes an image whose erasure is finished. */
  void remove(String imageId) {
    attempts.remove(imageId);
  }

  int size() {
    return attempts.size();
  }
}
