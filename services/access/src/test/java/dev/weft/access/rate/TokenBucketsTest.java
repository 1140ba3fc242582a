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
  void a_burst_is_let_through_and_then_the_rate() {
    assertThat(taken("ann", 3)).isEqualTo(3);
    assertThat(buckets.take("ann")).isEqualTo(Duration.ofMillis(500));

    clock.addAndGet(Duration.ofMillis(500).toNanos());
    assertThat(taken("ann", 2)).isEqualTo(1);

    clock.addAndGet(Duration.ofHours(1).toNanos());
    assertThat(taken("ann", 10)).isEqualTo(3);
  }

  @Test
  void one_does_not_pay_for_another() {
    assertThat(taken("ann", 5)).isEqualTo(3);
    assertThat(taken("ben", 5)).isEqualTo(3);
  }

  @Test
  void a_rate_of_nothing_is_refused() {
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
