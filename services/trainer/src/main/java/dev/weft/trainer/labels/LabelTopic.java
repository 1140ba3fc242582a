package dev.weft.trainer.labels;

import dev.weft.events.ImageLabeled;
import dev.weft.events.Topics;
import dev.weft.events.kafka.Decoded;
import dev.weft.events.kafka.EventCodec;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/**
 * Reads the labels' topic as far as it goes now, outside any group, committed records only. Methods
 * throw a {@link KafkaException} if the broker does not answer.
 */
public final class LabelTopic implements LabelSource {
  private static final Logger LOG = Logger.getLogger("dev.weft.trainer");
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int TIMEOUT_MILLIS = 10_000;

  private final Map<String, Object> kafka;
  private final EventCodec codec;
  private final String defaultModel;

  /**
   * @param kafka how to reach the broker
   * @param defaultModel that labels which name no model are for
   */
  public LabelTopic(Map<String, Object> kafka, EventCodec codec, String defaultModel) {
    this.kafka = Map.copyOf(kafka);
    this.codec = codec;
    this.defaultModel = defaultModel;
  }

  @Override
  public LabelSnapshot read(String model) {
    Map<String, ImageLabeled> labels = new HashMap<>();
    NewestLabels newest = new NewestLabels();
    Map<Integer, Long> position =
        read(
            Map.of(),
            record -> {
              Decoded<ImageLabeled> decoded = codec.decode(record, ImageLabeled.class);
              if (decoded instanceof Decoded.Valid<ImageLabeled> valid) {
                labels.put(record.key(), valid.event());
                if (isFor(model, valid.event())) {
                  newest.add(record);
                }
              } else if (decoded instanceof Decoded.Removed<ImageLabeled> removed) {
                labels.remove(removed.key());
              } else if (decoded instanceof Decoded.Invalid<ImageLabeled> invalid) {
                LOG.warnf(
                    "label at %s left aside: %s", EventCodec.origin(record), invalid.detail());
              }
            });
    labels.values().removeIf(label -> !isFor(model, label));
    return new LabelSnapshot(List.copyOf(labels.values()), position, newest.all());
  }

  /**
   * What came since a snapshot.
   *
   * @param images how many got a label, another one, or none
   * @param traced the newest labels that have a trace
   */
  public record Changes(int images, List<TracedLabel> traced) {}

  /**
   * What came since a snapshot for a model. A label that was taken back does not say whose it was:
   * it counts for the default model, unless another's label of that image came since.
   */
  public Changes changedSince(Map<Integer, Long> position, String model) {
    Set<String> images = new HashSet<>();
    Set<String> others = new HashSet<>();
    NewestLabels newest = new NewestLabels();
    read(
        position,
        record -> {
          Decoded<ImageLabeled> decoded = codec.decode(record, ImageLabeled.class);
          if (decoded instanceof Decoded.Valid<ImageLabeled> valid) {
            if (isFor(model, valid.event())) {
              images.add(record.key());
              newest.add(record);
            } else {
              others.add(record.key());
            }
          } else if (decoded instanceof Decoded.Removed<ImageLabeled>
              && model.equals(defaultModel)
              && !others.contains(record.key())) {
            images.add(record.key());
          }
        });
    return new Changes(images.size(), newest.all());
  }

  private boolean isFor(String model, ImageLabeled label) {
    return model.equals(label.model() == null ? defaultModel : label.model());
  }

  private Map<Integer, Long> read(
      Map<Integer, Long> from, Consumer<ConsumerRecord<String, byte[]>> reader) {
    try (var consumer = new Closing(new KafkaConsumer<>(settings()))) {
      KafkaConsumer<String, byte[]> topic = consumer.consumer();
      List<TopicPartition> partitions =
          topic.partitionsFor(Topics.IMAGES_LABELED).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      topic.assign(partitions);
      topic.seekToBeginning(partitions);
      partitions.stream()
          .filter(partition -> from.containsKey(partition.partition()))
          .forEach(partition -> topic.seek(partition, from.get(partition.partition())));
      readTo(topic, topic.endOffsets(partitions), reader);
      Map<Integer, Long> position = new HashMap<>();
      partitions.forEach(p -> position.put(p.partition(), topic.position(p)));
      return position;
    }
  }

  private static void readTo(
      KafkaConsumer<String, byte[]> topic,
      Map<TopicPartition, Long> ends,
      Consumer<ConsumerRecord<String, byte[]>> reader) {
    Collection<TopicPartition> open = new HashSet<>(ends.keySet());
    long quietSince = System.nanoTime();
    while (true) {
      open.removeIf(partition -> topic.position(partition) >= ends.get(partition));
      if (open.isEmpty()) {
        return;
      }
      var records = topic.poll(POLL);
      records.forEach(reader);
      if (!records.isEmpty()) {
        quietSince = System.nanoTime();
      } else if (System.nanoTime() - quietSince > PATIENCE.toNanos()) {
        throw new TimeoutException("the broker gives no labels of " + open);
      }
    }
  }

  private Map<String, Object> settings() {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, "weft-trainer-labels");
    config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
    config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
    return config;
  }

  /** A consumer that is closed without waiting for the broker. */
  private record Closing(KafkaConsumer<String, byte[]> consumer) implements AutoCloseable {
    @Override
    public void close() {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
  }
}
