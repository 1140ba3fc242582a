package dev.weft.backup;

import dev.weft.embedded.EmbeddedBroker;
import dev.weft.embedded.EmbeddedStore;
import dev.weft.embedded.Ports;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.s3.S3ObjectStore;
import dev.weft.objectstore.s3.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker and a store with a bucket, without services. */
final class Installation implements AutoCloseable {
  static final String BUCKET = "weft";
  private static final Duration POLL = Duration.ofMillis(50);

  private final EmbeddedBroker broker;
  private final EmbeddedStore served;
  final ObjectStore store;
  final Admin admin;
  private final KafkaProducer<byte[], byte[]> plain;
  private final KafkaProducer<byte[], byte[]> transactional;

  Installation(Path dir) {
    this(dir, Map.of());
  }

  /**
   * @param settings of the broker
   */
  Installation(Path dir, Map<String, String> settings) {
    broker = EmbeddedBroker.start(dir.resolve("kafka"), 0, settings);
    served = EmbeddedStore.start(dir.resolve("s3"), Ports.free(), "weft-test", "weft-test-secret");
    store = new S3ObjectStore(StoreSettings.of(served.endpoint(), "weft-test", "weft-test-secret"));
    store.ensureBucket(BUCKET);
    admin = Admin.create(kafka());
    plain = producer(Map.of());
    transactional = producer(Map.of("transactional.id", "test"));
    transactional.initTransactions();
  }

  Map<String, Object> kafka() {
    return Map.of("bootstrap.servers", broker.bootstrapServers());
  }

  private KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(kafka());
    settings.putAll(more);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  void createTopic(String name, int partitions, Map<String, String> config) {
    get(
        admin
            .createTopics(
                List.of(
                    new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(config)))
            .all()
            .toCompletionStage()
            .toCompletableFuture());
  }

  void send(ProducerRecord<byte[], byte[]> record) {
    get(plain.send(record));
  }

  /** Sends a transaction, and waits until its marker is written. */
  void transaction(boolean commit, List<ProducerRecord<byte[], byte[]>> records) {
    long before = end(partition(records.get(0)));
    beginTransaction(records);
    if (commit) {
      commitTransaction();
    } else {
      transactional.abortTransaction();
    }
    while (end(partition(records.get(0))) < before + records.size() + 1) {
      Thread.onSpinWait();
    }
  }

  /** Sends a transaction and leaves it open. */
  void beginTransaction(List<ProducerRecord<byte[], byte[]>> records) {
    transactional.beginTransaction();
    records.forEach(transactional::send);
    transactional.flush();
  }

  void commitTransaction() {
    transactional.commitTransaction();
  }

  private static TopicPartition partition(ProducerRecord<byte[], byte[]> record) {
    return new TopicPartition(record.topic(), record.partition());
  }

  void deleteBefore(TopicPartition partition, long offset) {
    get(
        admin
            .deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(offset)))
            .all()
            .toCompletionStage()
            .toCompletableFuture());
  }

  void commit(String group, TopicPartition partition, long offset) {
    get(
        admin
            .alterConsumerGroupOffsets(group, Map.of(partition, new OffsetAndMetadata(offset)))
            .all()
            .toCompletionStage()
            .toCompletableFuture());
  }

  Map<TopicPartition, OffsetAndMetadata> committed(String group) {
    return get(
        admin
            .listConsumerGroupOffsets(group)
            .partitionsToOffsetAndMetadata()
            .toCompletionStage()
            .toCompletableFuture());
  }

  long end(TopicPartition partition) {
    try (var consumer = consumer()) {
      return consumer.endOffsets(Set.of(partition)).get(partition);
    }
  }

  long start(TopicPartition partition) {
    try (var consumer = consumer()) {
      return consumer.beginningOffsets(Set.of(partition)).get(partition);
    }
  }

  /** The committed records of a partition. */
  List<ConsumerRecord<byte[], byte[]>> records(TopicPartition partition) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (var consumer = consumer()) {
      consumer.assign(Set.of(partition));
      consumer.seekToBeginning(Set.of(partition));
      long end = consumer.endOffsets(Set.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer.poll(POLL).forEach(records::add);
      }
    }
    return records;
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> settings = new HashMap<>(kafka());
    settings.put("isolation.level", "read_committed");
    settings.put("auto.offset.reset", "earliest");
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static <T> T get(Future<T> answer) {
    try {
      return answer.get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    plain.close();
    transactional.close();
    admin.close();
    store.close();
    served.close();
    broker.close();
  }
}
