package dev.weft.kafka.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.kafka.topic.OffsetsRetention.Advice;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OffsetsRetentionTest {

  private static final String WEEK = minutes(7);
  private static final String MONTH = Long.toString(Duration.ofDays(30).toMillis());

  private final OffsetsRetention offsets =
      new OffsetsRetention(
          Map.of("bootstrap.servers", "127.0.0.1:1"),
          "weft.images.uploaded",
          Duration.ofMillis(200));

  @Test
  void brokersThatForgetOffsetsBeforeEventsAreToldOfWithWhatToSet() {
    Advice advice = offsets.advice(WEEK, MONTH).orElseThrow();

    assertThat(advice.isShort()).isTrue();
    assertThat(advice.text())
        .contains("7 days", "30 days", "weft.images.uploaded", "offsets.retention.minutes=43200");
    assertThat(offsets.advice(WEEK, "-1").orElseThrow().text()).contains("forever", "43200");
  }

  @Test
  void brokersThatKeepThemAsLongAreFine() {
    assertThat(offsets.advice(minutes(30), MONTH)).isEmpty();
    assertThat(offsets.advice(minutes(366), "-1")).isEmpty();
    assertThat(offsets.advice(minutes(1), Long.toString(3_600_000))).isEmpty();
  }

  @Test
  void whatNobodySaysIsSaidToBeUnknown() {
    assertThat(offsets.advice(null, MONTH).orElseThrow().isShort()).isFalse();
    Optional<Advice> unanswered = offsets.advice();
    assertThat(unanswered.orElseThrow().isShort()).isFalse();
    assertThat(unanswered.orElseThrow().text())
        .contains("cannot check whether the brokers keep the offsets", "offsets.retention.minutes");
  }

  private static String minutes(int days) {
    return Long.toString(Duration.ofDays(days).toMinutes());
  }
}
