package dev.weft.backup.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.backup.BackupException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class DecidedEndsTest {
  private static final TopicPartition OPEN = new TopicPartition("a", 0);
  private static final TopicPartition CLOSED = new TopicPartition("a", 1);

  @Test
  void onlyPartitionsWithAnOpenTransactionAreReadAgain() {
    Deque<Map<TopicPartition, Long>> answers =
        new ArrayDeque<>(List.of(Map.of(OPEN, 3L, CLOSED, 7L), Map.of(OPEN, 4L), Map.of(OPEN, 6L)));
    List<TopicPartition> waiting = new ArrayList<>();
    DecidedEnds ends =
        new DecidedEnds(
            partitions -> {
              assertThat(partitions).containsExactlyInAnyOrderElementsOf(answers.peek().keySet());
              return answers.remove();
            },
            Duration.ofDays(1));

    Map<TopicPartition, Long> decided = ends.await(Map.of(OPEN, 5L, CLOSED, 7L), waiting::add);

    assertThat(decided).isEqualTo(Map.of(OPEN, 6L, CLOSED, 7L));
    assertThat(waiting).containsExactly(OPEN, OPEN);
  }

  @Test
  void aTransactionThatStaysOpenIsReported() {
    DecidedEnds ends =
        new DecidedEnds(partitions -> new HashMap<>(Map.of(OPEN, 3L)), Duration.ofMillis(-1));

    assertThatThrownBy(() -> ends.await(Map.of(OPEN, 5L), partition -> {}))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("a transaction in a-0 at offset 3 has been open")
        .hasMessageContaining("repeat the backup");
  }
}
