package dev.weft.chaos.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final WorkloadProgress progress = new WorkloadProgress();

  @Test
  void whatIsNotAnsweredIsOpen() throws Exception {
    progress.begun("a");
    progress.begun("b");
    progress.ended("a");
    assertThat(progress.open()).isEqualTo(1);
    assertThat(progress.begun()).isEqualTo(2);
    assertThat(progress.await(Duration.ofMillis(1))).isFalse();
  }

  @Test
  void anAnswerMayBeHeardBeforeTheAcknowledgement() throws Exception {
    progress.ended("a");
    progress.begun("a");
    assertThat(progress.await(Duration.ofMillis(1))).isTrue();
  }

  @Test
  void theLastAnswerEndsTheWait() throws Exception {
    progress.begun("a");
    Thread answer = new Thread(() -> progress.ended("a"));
    answer.start();
    assertThat(progress.await(Duration.ofMinutes(1))).isTrue();
    answer.join();
  }
}
