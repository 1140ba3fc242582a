package dev.weft.gateway.live;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Where the answers are.
 *
 * @param clientConfig how to reach the broker
 * @param topics that exist already; their order is the order in {@link FeedPosition}
 */
public record FeedTopics(Map<String, Object> clientConfig, List<String> topics) {

  public FeedTopics {
    clientConfig = Map.copyOf(clientConfig);
    topics = List.copyOf(topics);
  }

  List<TopicPartition> partitions(Consumer<?, ?> consumer) {
    return topics.stream()
        .flatMap(
            topic ->
                consumer.partitionsFor(topic).stream()
                    .sorted(Comparator.comparingInt(PartitionInfo::partition)))
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .toList();
  }
}
