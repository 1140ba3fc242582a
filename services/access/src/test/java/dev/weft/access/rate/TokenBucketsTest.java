package dev.weft.access.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TokenBucketsTest {

  private final AtomicLong clock = new AtomicLong();
  private final TokenBuckets buckets = new TokenBuckets(2, 3, clock::get);

  @Test
  void aBurstIsLetThroughAndThenTheRate() {
    assertThat(taken("ann", 3)).isEqualTo(3);
    assertThat(buckets.take("ann")).isEqualTo(Duration.ofMillis(500));

    clock.addAndGet(Duration.ofMillis(500).toNanos());
    assertThat(taken("ann", 2)).isEqualTo(1);

    clock.addAndGet(Duration.ofHours(1).toNanos());
    assertThat(taken("ann", 10)).isEqualTo(3);
  }

  @Test
  void oneDoesNotPayForAnother() {
    assertThat(taken("ann", 5)).isEqualTo(3);
    assertThat(taken("ben", 5)).isEqualTo(3);
  }

  @Test
  void aRateOfNothingIsRefused() {
    assertThatThrownBy(() -> new TokenBuckets(0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TokenBuckets(1, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  private int taken(String name, int times) {
    int taken = 0;
    for (int i = 0; i < times; i++) {
      taken += buckets.take(name).isZero() ? 1 : 0;
    }
    return taken;
  }
}
