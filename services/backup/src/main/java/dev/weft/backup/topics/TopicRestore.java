package dev.weft.backup.topics;

import dev.weft.backup.BackupException;
import dev.weft.backup.BackupFolder;
import dev.weft.backup.BackupManifest;
import dev.weft.backup.BackupManifest.Group;
import dev.weft.backup.BackupManifest.Offset;
import dev.weft.backup.BackupManifest.Partition;
import dev.weft.backup.BackupManifest.Topic;
import dev.weft.backup.BackupProgress;
import dev.weft.kafka.client.ClientSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Restores topics and consumer offsets into a cluster that has no records in these topics. */
public final class TopicRestore implements AutoCloseable {
  private static final Duration REQUEST = Duration.ofSeconds(10);
  private static final Duration LEADERS = Duration.ofMinutes(1);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration DELIVERY = Duration.ofMinutes(2);
  private static final int TRANSACTION_MILLIS = 600_000;
  private static final int BATCH_BYTES = 500_000;

  private final Map<String, Object> kafka;
  private final BackupFolder folder;
  private final BackupManifest manifest;
  private final Map<String, Integer> partitions;
  private final Admin admin;

  /**
   * @param kafka how to reach the brokers
   * @param partitions topics that get another number of partitions, and the number
   */
  public TopicRestore(
      Map<String, Object> kafka,
      BackupFolder folder,
      BackupManifest manifest,
      Map<String, Integer> partitions) {
    this.kafka = kafka;
    this.folder = folder;
    this.manifest = manifest;
    this.partitions = Map.copyOf(partitions);
    this.admin = KafkaClients.admin(kafka);
  }

  /** Verifies the checksums of all files. */
  public void verify() {
    manifest.topics().stream()
        .flatMap(topic -> topic.partitions().stream())
        .flatMap(partition -> partition.segments().stream())
        .forEach(segment -> folder.verify(segment.file(), segment.sha256()));
  }

  /**
   * Checks that nothing would be overwritten.
   *
   * @throws BackupException if a topic has records or another number of partitions, or a group has
   *     members
   */
  public void requireEmpty() {
    Map<String, TopicDescription> present = present();
    List<TopicPartition> partitions = new ArrayList<>();
    present.forEach(
        (name, description) -> {
          int wanted = partitions(manifest.topic(name).orElseThrow());
          int found = description.partitions().size();
          if (found != wanted) {
            throw new BackupException(
                "topic %s exists with %d partitions instead of %d; delete it, and restart the restore"
                    .formatted(name, found, wanted));
          }
          for (int number = 0; number < found; number++) {
            partitions.add(new TopicPartition(name, number));
          }
        });
    PartitionEnds.read(admin, partitions)
        .forEach(
            (partition, end) -> {
              if (end > 0) {
                throw new BackupException(
                    "%s already has records (it ends at offset %d), and a backup is restored into empty topics only; delete the topics weft.*, and restart the restore"
                        .formatted(partition, end));
              }
            });
    requireNoMembers();
  }

  private int partitions(Topic topic) {
    return partitions.getOrDefault(topic.name(), topic.partitions().size());
  }

  private boolean isRepartitioned(Topic topic) {
    return partitions(topic) != topic.partitions().size();
  }

  private void requireNoMembers() {
    List<String> groups = manifest.groups().stream().map(Group::name).toList();
    new GroupOffsets(admin)
        .members(groups)
        .forEach(
            (group, members) -> {
              throw new BackupException(
                  "consumer group %s has %d members; stop all services, and restart the restore"
                      .formatted(group, members));
            });
  }

  private Map<String, TopicDescription> present() {
    Set<String> all = KafkaCall.get("list topics", admin.listTopics().names());
    List<String> names = manifest.topics().stream().map(Topic::name).filter(all::contains).toList();
    return KafkaCall.get("describe topics", admin.describeTopics(names).allTopicNames());
  }

  /** Receives each record that was restored. */
  @FunctionalInterface
  public interface Observer {

    /**
     * @param offset the original offset
     * @param value null for a tombstone
     */
    void restored(String topic, int partition, long offset, byte[] value);
  }

  /**
   * Creates the topics, writes the records, and then commits the groups' offsets.
   *
   * @return partitions whose records have other offsets than before, as TOPIC-PARTITION
   * @throws BackupException if it fails; the topics have to be deleted before it is repeated
   */
  public List<String> run(BackupProgress step, Observer observer) {
    Observed observed = new Observed(observer, step);
    List<String> renumbered = new ArrayList<>();
    List<Group> groups = new ArrayList<>();
    String id = "weft-restore-" + UUID.randomUUID();
    try (Producer<byte[], byte[]> plain = KafkaClients.producer(producer());
        Producer<byte[], byte[]> transactional = KafkaClients.producer(transactional(id))) {
      // Before anything is written: what does not work must not leave topics behind.
      begin(transactional, id);
      createTopics();
      for (Topic topic : manifest.topics()) {
        if (isRepartitioned(topic)) {
          Repartition repartition = new Repartition(topic, partitions(topic), manifest.groups());
          groups.addAll(repartition.write(folder, observed, plain));
        } else {
          restore(topic, observed, plain, transactional, renumbered, groups);
        }
      }
    } catch (KafkaException e) {
      throw KafkaCall.notWritten("the topics", e);
    }
    GroupOffsets offsets = new GroupOffsets(admin);
    groups.forEach(offsets::restore);
    return renumbered;
  }

  private static void begin(Producer<byte[], byte[]> transactional, String id) {
    try {
      transactional.initTransactions();
    } catch (KafkaException e) {
      throw KafkaCall.failed(
          "start transactions of %s with a timeout of %d ms (nothing was restored yet)"
              .formatted(id, TRANSACTION_MILLIS),
          e);
    }
  }

  private void restore(
      Topic topic,
      Observer observer,
      Producer<byte[], byte[]> plain,
      Producer<byte[], byte[]> transactional,
      List<String> renumbered,
      List<Group> groups) {
    for (int number = 0; number < topic.partitions().size(); number++) {
      TopicPartition partition = new TopicPartition(topic.name(), number);
      Partition source = topic.partitions().get(number);
      PartitionWriter writer =
          new PartitionWriter(
              partition,
              topic.hasPolicy(TopicConfig.CLEANUP_POLICY_COMPACT),
              topic.hasPolicy(TopicConfig.CLEANUP_POLICY_DELETE),
              admin,
              plain,
              transactional);
      Map<Long, Long> moved;
      try (SegmentReader records = new SegmentReader(folder, source.segments())) {
        moved = writer.write(source, observed(records, partition, observer), offsets(partition));
      }
      groups.addAll(moved(partition, moved));
      if (!PartitionWriter.keepsOffsets(source)) {
        renumbered.add(partition.toString());
      }
    }
  }

  private static Iterator<StoredRecord> observed(
      Iterator<StoredRecord> records, TopicPartition partition, Observer observer) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return records.hasNext();
      }

      @Override
      public StoredRecord next() {
        StoredRecord record = records.next();
        observer.restored(
            partition.topic(), partition.partition(), record.offset(), record.value());
        return record;
      }
    };
  }

  private void createTopics() {
    Set<String> present = present().keySet();
    List<NewTopic> topics =
        manifest.topics().stream()
            .filter(topic -> !present.contains(topic.name()))
            .map(
                topic ->
                    new NewTopic(topic.name(), Optional.of(partitions(topic)), Optional.empty())
                        .configs(topic.config()))
            .toList();
    KafkaCall.get("create topics", admin.createTopics(topics).all());
    awaitLeaders();
  }

  /**
   * Waits until all partitions can be written to. A leader that is not ready refuses the first
   * batch of a producer, and then accepts the second as if it were the first: the producer repeats
   * the first until it gives up, since it is out of order.
   */
  private void awaitLeaders() {
    List<TopicPartition> all = new ArrayList<>();
    for (Topic topic : manifest.topics()) {
      for (int number = 0; number < partitions(topic); number++) {
        all.add(new TopicPartition(topic.name(), number));
      }
    }
    long started = System.nanoTime();
    while (true) {
      try {
        PartitionEnds.read(admin, all);
        return;
      } catch (BackupException e) {
        // A broker that does not know a new topic yet.
        if (!(e.getCause() instanceof RetriableException)
            || System.nanoTime() - started > LEADERS.toNanos()) {
          throw e;
        }
        LockSupport.parkNanos(POLL.toNanos());
      }
    }
  }

  private List<Long> offsets(TopicPartition partition) {
    return manifest.groups().stream()
        .flatMap(group -> group.offsets().stream())
        .filter(offset -> offset.topic().equals(partition.topic()))
        .filter(offset -> offset.partition() == partition.partition())
        .map(Offset::offset)
        .distinct()
        .toList();
  }

  /** Offsets of the groups in a partition after it was restored. */
  private List<Group> moved(TopicPartition partition, Map<Long, Long> moved) {
    List<Group> groups = new ArrayList<>();
    for (Group group : manifest.groups()) {
      List<Offset> offsets =
          group.offsets().stream()
              .filter(offset -> offset.topic().equals(partition.topic()))
              .filter(offset -> offset.partition() == partition.partition())
              .map(
                  offset ->
                      new Offset(offset.topic(), offset.partition(), moved.get(offset.offset())))
              .toList();
      if (!offsets.isEmpty()) {
        groups.add(new Group(group.name(), offsets));
      }
    }
    return groups;
  }

  private ClientSettings producer() {
    return ClientSettings.producer(kafka, REQUEST, DELIVERY)
        .named("weft-restore")
        .with(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class)
        .with(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4")
        .with(ProducerConfig.LINGER_MS_CONFIG, 5)
        .with(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
  }

  private ClientSettings transactional(String id) {
    return producer()
        .named("weft-restore-gaps")
        .with(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id)
        .with(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MILLIS);
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }

  /** Passes records on, and reports the progress. */
  private final class Observed implements Observer {
    private final Observer observer;
    private final BackupProgress step;
    private final long total = manifest.records();
    private long done;

    Observed(Observer observer, BackupProgress step) {
      this.observer = observer;
      this.step = step;
    }

    @Override
    public void restored(String topic, int partition, long offset, byte[] value) {
      observer.restored(topic, partition, offset, value);
      step.update(++done, total, topic);
    }
  }
}
