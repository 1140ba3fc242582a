package dev.weft.gateway.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.gateway.MemoryStore;
import dev.weft.gateway.cache.ExpiringValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NewLabelsTest {
  private final NewLabels labels = new NewLabels(3, "clothing");

  @Test
  void anImageThatIsLabeledTwiceIsOneAndCountsByItsLastLabel() {
    labels.apply("a", null, 0, 1);
    labels.apply("b", null, 1, 1);
    labels.apply("a", null, 0, 7);

    assertThat(labels.since("clothing", Map.of())).isEqualTo(2);
    assertThat(labels.since("clothing", Map.of(0, 7L, 1, 2L))).isEqualTo(1);
    assertThat(labels.since("clothing", Map.of(0, 8L)))
        .as("partition 1 counts from its start")
        .isEqualTo(1);
  }

  @Test
  void labelsCountForTheModelThatTheyAreFor() {
    labels.apply("a", null, 0, 1);
    labels.apply("b", "shoes", 0, 2);
    labels.remove("b", 0, 3);

    assertThat(labels.since("clothing", Map.of())).isEqualTo(1);
    assertThat(labels.since("shoes", Map.of(0, 3L))).isEqualTo(1);
    labels.remove("forgotten", 0, 4);
    assertThat(labels.since("clothing", Map.of())).isEqualTo(2);
  }

  @Test
  void onlyTheNewestAreRemembered() {
    for (int i = 0; i < 5; i++) {
      labels.apply("image-" + i, "clothing", 0, i);
    }

    assertThat(labels.since("clothing", Map.of())).isEqualTo(3);
    assertThat(labels.since("clothing", Map.of(0, 4L))).isEqualTo(1);
  }

  @Test
  void aMarkIsWhatATrainerLeavesInTheStore() {
    MemoryStore store = new MemoryStore();
    put(store, "{\"trainingId\": \"t-1\", \"position\": {\"0\": 12, \"3\": 4}}");

    assertThat(TrainingMark.read(store, "weft", "clothing").position())
        .isEqualTo(Map.of(0, 12L, 3, 4L));
    assertThat(TrainingMark.read(store, "weft", "shoes")).isEqualTo(TrainingMark.NONE);
    put(store, "no mark");
    assertThat(TrainingMark.read(store, "weft", "clothing")).isEqualTo(TrainingMark.NONE);
  }

  @Test
  void aValueIsFoundOnceInAWhileAndAFailureIsNotRemembered() {
    AtomicInteger asked = new AtomicInteger();
    ExpiringValue<Integer> aged =
        new ExpiringValue<>(
            Duration.ofHours(1),
            () -> {
              if (asked.incrementAndGet() == 1) {
                throw new IllegalStateException("away");
              }
              return asked.get();
            });

    assertThatThrownBy(aged::get).hasMessage("away");
    assertThat(aged.get()).isEqualTo(2);
    assertThat(aged.get()).isEqualTo(2);
    assertThat(new ExpiringValue<>(Duration.ZERO, asked::incrementAndGet).get()).isEqualTo(3);
  }

  private static void put(MemoryStore store, String json) {
    store.put(
        "weft", "labels/clothing.json", json.getBytes(StandardCharsets.UTF_8), "application/json");
  }
}
