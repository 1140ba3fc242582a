package dev.weft.classifier.features;

import dev.weft.events.catalog.Topics;
import dev.weft.events.kafka.Decoded;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.label.ImageLabeled;
import dev.weft.kafka.client.ClientSettings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Labels as work of a consumer group: each label is taken by one member at least once, in the order
 * of its partition. Offsets are committed when the work is done and stored, so that a member that
 * is killed leaves the rest to others. At most {@value #MOST} labels wait. Not thread-safe.
 */
final class LabeledQueue implements AutoCloseable {
  private static final int MOST = 64;

  private final Consumer<String, byte[]> consumer;
  private final EventCodec codec;
  private final Predicate<ImageLabeled> wanted;
  private final Deque<Item> waiting = new ArrayDeque<>();
  private final Map<TopicPartition, Long> done = new HashMap<>();

  /** A label; null if its record is not wanted, which only moves the offset. */
  private record Item(TopicPartition partition, long offset, ImageLabeled label) {}

  /**
   * @param kafka how to reach the brokers
   * @param wanted which labels are work
   */
  LabeledQueue(
      Map<String, ?> kafka, String group, EventCodec codec, Predicate<ImageLabeled> wanted) {
    this(
        new KafkaConsumer<>(
            ClientSettings.consumer(kafka)
                .named(group)
                .with(ConsumerConfig.GROUP_ID_CONFIG, group)
                .with(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST)
                .toMap()),
        codec,
        wanted);
  }

  LabeledQueue(
      Consumer<String, byte[]> consumer, EventCodec codec, Predicate<ImageLabeled> wanted) {
    this.consumer = consumer;
    this.codec = codec;
    this.wanted = wanted;
    consumer.subscribe(
        List.of(Topics.IMAGES_LABELED),
        new ConsumerRebalanceListener() {
          @Override
          public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            waiting.removeIf(item -> revoked.contains(item.partition()));
            done.keySet().removeAll(revoked);
          }

          @Override
          public void onPartitionsAssigned(Collection<TopicPartition> assigned) {}
        });
  }

  /**
   * Takes part in the group, and reads further labels if none wait.
   *
   * @param wait longest time to wait for labels
   */
  void poll(Duration wait) {
    if (waiting.isEmpty()) {
      consumer.resume(consumer.paused());
    } else {
      consumer.pause(consumer.assignment());
    }
    for (ConsumerRecord<String, byte[]> record : consumer.poll(wait)) {
      var partition = new TopicPartition(record.topic(), record.partition());
      waiting.add(new Item(partition, record.offset(), label(record)));
    }
    skipUnwanted();
  }

  private ImageLabeled label(ConsumerRecord<String, byte[]> record) {
    // The gateway reports invalid records.
    return codec.decode(record, ImageLabeled.class) instanceof Decoded.Valid<ImageLabeled> valid
            && wanted.test(valid.event())
        ? valid.event()
        : null;
  }

  private void skipUnwanted() {
    while (!waiting.isEmpty() && waiting.peek().label() == null) {
      finish(waiting.poll());
    }
  }

  private void finish(Item item) {
    done.put(item.partition(), item.offset() + 1);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Returns the labels that have waited longest. */
  List<ImageLabeled> first(int most) {
    List<ImageLabeled> first = new ArrayList<>();
    for (Item item : waiting) {
      if (first.size() == most) {
        break;
      }
      if (item.label() != null) {
        first.add(item.label());
      }
    }
    return first;
  }

  /** Removes labels from the front of the queue, after their work was done. */
  void remove(int labels) {
    for (int left = labels; left > 0; left--) {
      finish(waiting.remove());
      skipUnwanted();
    }
  }

  /** Whether there is something to commit. */
  boolean hasDone() {
    return !done.isEmpty();
  }

  /** Commits what was done; its results must be stored. */
  void commit() {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    done.forEach((partition, next) -> offsets.put(partition, new OffsetAndMetadata(next)));
    consumer.commitSync(offsets);
    done.clear();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
