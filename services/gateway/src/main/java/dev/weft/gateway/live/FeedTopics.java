package dev.weft.gateway.live;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * The topics of the feed. They exist already; their order is that of {@link FeedPosition}.
 *
 * @param clientConfig Kafka client configuration
 * @param answers topics of answers, which come first
 * @param others topics of other events about images
 */
public record FeedTopics(
    Map<String, Object> clientConfig, List<String> answers, List<String> others) {

  public FeedTopics {
    clientConfig = Map.copyOf(clientConfig);
    answers = List.copyOf(answers);
    others = List.copyOf(others);
  }

  List<TopicPartition> answers(Consumer<?, ?> consumer) {
    return partitions(consumer, answers);
  }

  List<TopicPartition> others(Consumer<?, ?> consumer) {
    return partitions(consumer, others);
  }

  private static List<TopicPartition> partitions(Consumer<?, ?> consumer, List<String> topics) {
    return topics.stream()
        .flatMap(
            topic ->
                consumer.partitionsFor(topic).stream()
                    .sorted(Comparator.comparingInt(PartitionInfo::partition)))
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .toList();
  }
}
