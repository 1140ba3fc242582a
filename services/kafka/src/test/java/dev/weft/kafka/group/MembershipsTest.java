package dev.weft.kafka.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.kafka.group.Memberships.Membership;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.junit.jupiter.api.Test;

class MembershipsTest {

  private final AtomicLong now = new AtomicLong();
  private final InstanceConflict conflict =
      new InstanceConflict("group", "one", "weft.instance-id", now::get);
  private final Memberships memberships =
      new Memberships(conflict, failures -> Duration.ofMillis(failures), now::get);
  private final List<String> log = new ArrayList<>();
  private final AtomicInteger begun = new AtomicInteger();

  /** A membership that fails after the given time. */
  private final class Failing implements Membership {
    private final Duration lasts;
    private final RuntimeException failure;

    Failing(Duration lasts, RuntimeException failure) {
      this.lasts = lasts;
      this.failure = failure;
    }

    @Override
    public void run(BooleanSupplier stopping) {
      log.add("run");
      now.addAndGet(lasts.toNanos());
      throw failure;
    }

    @Override
    public void close() {
      log.add("left");
    }
  }

  private void run(int times, Duration lasts, RuntimeException failure)
      throws InterruptedException {
    memberships.run(
        () -> begun.get() == times,
        () -> {
          begun.incrementAndGet();
          return new Failing(lasts, failure);
        },
        e -> log.add(e.getMessage()),
        pause -> log.add("waits " + pause.toMillis()));
  }

  @Test
  void aMembershipThatEndsIsLeftBeforeItIsSaidAndTheNextBeginsAfterALongerAndLongerPause()
      throws InterruptedException {
    run(3, Duration.ofSeconds(1), new KafkaException("away"));

    assertThat(log)
        .containsExactly(
            "run", "left", "away", "waits 1", //
            "run", "left", "away", "waits 2", //
            "run", "left", "away", "waits 3");
    assertThat(conflict.now()).isEmpty();
  }

  @Test
  void afterAMembershipThatLastedThePauseIsShortAgain() throws InterruptedException {
    run(2, Duration.ofSeconds(61), new KafkaException("away"));

    assertThat(log).filteredOn(line -> line.startsWith("waits")).containsOnly("waits 1");
  }

  @Test
  void oneThatCannotBeginIsTriedAgain() throws InterruptedException {
    memberships.run(
        () -> begun.get() == 2,
        () -> {
          begun.incrementAndGet();
          throw new KafkaException("no such file");
        },
        e -> log.add(e.getMessage()),
        pause -> log.add("waits " + pause.toMillis()));

    assertThat(log).containsExactly("no such file", "waits 1", "no such file", "waits 2");
  }

  @Test
  void anotherProcessUnderTheSameNameIsNoticed() throws InterruptedException {
    run(1, Duration.ZERO, new FencedInstanceIdException("another"));

    assertThat(conflict.now()).isPresent();
  }

  @Test
  void whoIsStoppedBeforeItBeginsJoinsNothing() throws InterruptedException {
    run(0, Duration.ZERO, new KafkaException("away"));

    assertThat(log).isEmpty();
  }

  @Test
  void aPauseThatIsInterruptedEndsIt() {
    assertThatThrownBy(
            () ->
                memberships.run(
                    () -> false,
                    () -> new Failing(Duration.ZERO, new KafkaException("away")),
                    e -> log.add(e.getMessage()),
                    pause -> {
                      throw new InterruptedException();
                    }))
        .isInstanceOf(InterruptedException.class);
    assertThat(log).containsExactly("run", "left", "away");
  }
}
