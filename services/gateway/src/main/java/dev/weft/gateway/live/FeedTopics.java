package dev.weft.gateway.live;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Where the events are. The topics exist already; their order is the order in {@link FeedPosition}.
 *
 * @param clientConfig how to reach the broker
 * @param answers topics of answers, the first of all
 * @param others topics of what else happens to images
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
