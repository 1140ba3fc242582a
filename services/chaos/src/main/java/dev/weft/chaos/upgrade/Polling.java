package dev.weft.chaos.upgrade;

import dev.weft.chaos.workload.Gateways.Answer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Repeats a request until its answer meets a condition. */
final class Polling {
  private static final long PAUSE_MILLIS = 500;

  private Polling() {}

  /**
   * Returns the first answer that meets the condition.
   *
   * @param what the condition in words
   * @throws IllegalStateException if no answer met it in time
   */
  static Answer until(
      String what, Duration timeout, Supplier<Answer> request, Predicate<Answer> condition)
      throws InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    Answer answer = request.get();
    while (!condition.test(answer)) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "waited %d s until %s; the last answer was %d %s"
                .formatted(timeout.toSeconds(), what, answer.status(), answer.body()));
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      answer = request.get();
    }
    return answer;
  }
}
