package dev.weft.rollout.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.catalog.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OwnedPartitionsTest {
  private static final TopicPartition ONE = new TopicPartition(Topics.ROLLOUTS_REQUESTED, 1);

  private final OwnedPartitions held = new OwnedPartitions();

  @Test
  void aModelLiesWhereKafkasProducersPutIt() {
    held.add(0, 0, 7);
    for (String model : List.of("clothing", "a", "x-1", "0_0")) {
      byte[] key = model.getBytes(StandardCharsets.UTF_8);
      assertThat(held.partitionOf(model)).isEqualTo(BuiltInPartitioner.partitionForKey(key, 7));
    }
  }

  @Test
  void onlyWhoHoldsAModelsPartitionDecidesAboutIt() {
    assertThat(held.holderOf("clothing")).isEmpty();
    for (int partition = 0; partition < 4; partition++) {
      held.add(partition, 0, 4);
    }
    int partition = held.partitionOf("clothing");
    assertThat(held.holderOf("clothing")).contains(partition);
    held.remove(List.of(new TopicPartition(Topics.ROLLOUTS_REQUESTED, partition)));
    assertThat(held.holderOf("clothing")).isEmpty();
    assertThat(held.holds(partition)).isFalse();
  }

  @Test
  void theFirstOrderThatIsNotAnsweredIsWhatTheGroupIsTold() {
    held.add(1, 5, 4);
    assertThat(held.offsets(1)).isEqualTo(Map.of(ONE, new OffsetAndMetadata(5)));
    held.answered(1, 8);
    assertThat(held.offsets(1)).isEqualTo(Map.of(ONE, new OffsetAndMetadata(9)));
    assertThat(held.positions()).isEqualTo(Map.of(ONE, 9L));
  }
}
