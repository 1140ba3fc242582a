package dev.weft.rollout.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class MeasureSettingsTest {

  @Test
  void noSettingOfTheBrokersTakesExactlyOnceAway() {
    Properties settings =
        settings(
                Map.of(
                    "bootstrap.servers", "broker:9092",
                    "security.protocol", "SSL",
                    "processing.guarantee", "at_least_once",
                    "state.dir", "/elsewhere"),
                Duration.ofSeconds(1))
            .toProperties();

    assertThat(settings)
        .containsEntry("bootstrap.servers", "broker:9092")
        .containsEntry("security.protocol", "SSL")
        .containsEntry("processing.guarantee", "exactly_once_v2")
        .containsEntry("state.dir", "state")
        .containsEntry("main.consumer.group.instance.id", "replica-1")
        .containsEntry("main.consumer.session.timeout.ms", 6_000);
  }

  @Test
  void reportsNeedSomeTimeBetweenThem() {
    assertThatThrownBy(() -> settings(Map.of(), Duration.ZERO)).hasMessageContaining("emit");
  }

  private static MeasureSettings settings(Map<String, Object> kafka, Duration emit) {
    return new MeasureSettings(
        "app",
        kafka,
        "replica-1",
        Path.of("state"),
        0,
        1 << 20,
        Duration.ofSeconds(6),
        new Windows(Duration.ofSeconds(10), Duration.ofDays(1)),
        emit);
  }
}
