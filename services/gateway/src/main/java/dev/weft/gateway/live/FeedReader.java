package dev.weft.gateway.live;

import dev.weft.events.catalog.Topics;
import dev.weft.events.kafka.EventCodec;
import dev.weft.gateway.topics.RecordDecoder;
import dev.weft.kafka.client.ClientSettings;
import dev.weft.kafka.read.PollPacing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads all partitions of some topics without a consumer group, committed records only. Not
 * thread-safe.
 */
final class FeedReader implements AutoCloseable {
  private static final Duration ANSWER = Duration.ofSeconds(5);

  private final KafkaConsumer<String, byte[]> consumer;
  private final RecordDecoder decoder;
  private final List<TopicPartition> partitions;
  private final int answerPartitions;
  private final Map<TopicPartition, Integer> numbers = new HashMap<>();
  private FeedPosition position;

  /** Opens a reader at a position; null for the end. */
  FeedReader(FeedTopics topics, RecordDecoder decoder, FeedPosition from) {
    this.decoder = decoder;
    consumer =
        new KafkaConsumer<>(
            ClientSettings.consumer(topics.clientConfig())
                .answeredWithin(ANSWER)
                .with(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, PollPacing.class.getName())
                .toMap());
    try {
      List<TopicPartition> answers = topics.answers(consumer);
      answerPartitions = answers.size();
      partitions = Stream.concat(answers.stream(), topics.others(consumer).stream()).toList();
      partitions.forEach(partition -> numbers.put(partition, numbers.size()));
      consumer.assign(partitions);
      FeedPosition end = end(consumer, partitions);
      position = from == null ? end : from.atMost(end);
      for (int i = 0; i < partitions.size(); i++) {
        consumer.seek(partitions.get(i), position.offsets().get(i));
      }
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  /** The next events, in order within each partition. */
  List<FeedEvent> poll(Duration timeout) {
    List<FeedEvent> events = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : consumer.poll(timeout)) {
      int number = numbers.get(new TopicPartition(record.topic(), record.partition()));
      position = position.after(number, record.offset());
      feedEvent(number, record).ifPresent(events::add);
    }
    return events;
  }

  private Optional<FeedEvent> feedEvent(int number, ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      return Optional.ofNullable(record.key())
          .filter(key -> record.topic().equals(Topics.IMAGES_LABELED))
          .map(key -> FeedEvent.unlabeled(number, record.offset(), key, position));
    }
    return decoder
        .decode(record)
        // Topics may contain arbitrary records.
        .filter(event -> FeedKind.of(event).isPresent())
        .map(
            event ->
                new FeedEvent(number, record.offset(), event, EventCodec.text(record), position));
  }

  /** How many of a position's offsets, which come first, belong to the answers' topics. */
  int answerPartitions() {
    return answerPartitions;
  }

  /** Position after the last {@link #poll}; ahead of its events if a transaction marker follows. */
  FeedPosition position() {
    return new FeedPosition(partitions.stream().map(consumer::position).toList());
  }

  private static FeedPosition end(
      KafkaConsumer<String, byte[]> consumer, List<TopicPartition> partitions) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    return new FeedPosition(partitions.stream().map(ends::get).toList());
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }
}
