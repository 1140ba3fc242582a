package dev.weft.backup.topics;

import dev.weft.backup.BackupException;
import dev.weft.backup.BackupFolder;
import dev.weft.backup.BackupManifest;
import dev.weft.backup.BackupManifest.Group;
import dev.weft.backup.BackupManifest.Partition;
import dev.weft.backup.BackupManifest.Segment;
import dev.weft.backup.BackupManifest.Topic;
import dev.weft.backup.BackupProgress;
import dev.weft.kafka.client.ClientSettings;
import dev.weft.kafka.read.ReadToEnd;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Copies topics and consumer offsets while they are in use. Offsets are read first, then the ends
 * of all partitions, then the records up to them. A record before a group's offset is therefore in
 * the copy, and so is each answer that was committed with the offset. Answers to records beyond the
 * offset may be in the copy, too: classifiers recognize them, as after a crash. In the other order,
 * an answer that is committed in between would be missing, and its image never answered.
 *
 * <p>The order alone is not enough, since a transaction becomes visible in one partition after the
 * other: {@link DecidedEnds}.
 */
public final class TopicBackup implements AutoCloseable {
  private static final Duration SILENCE = Duration.ofMinutes(1);

  /**
   * Longer than a transaction stays open whose producer has died: 1 min unless it asks for more.
   */
  private static final Duration LONGEST_TRANSACTION = Duration.ofMinutes(2);

  private final Map<String, Object> kafka;
  private final BackupFolder folder;
  private final Set<String> names;
  private final Admin admin;

  /**
   * @param kafka how to reach the brokers
   * @param names topics to copy, if they exist
   */
  public TopicBackup(Map<String, Object> kafka, BackupFolder folder, Set<String> names) {
    this.kafka = kafka;
    this.folder = folder;
    this.names = Set.copyOf(names);
    this.admin = KafkaClients.admin(kafka);
  }

  /**
   * Copies what is not in the previous backup yet. Compacted topics are copied in full if they have
   * changed, so that a backup does not grow with their age.
   *
   * @param before the previous backup in the folder
   * @return the manifest, without objects
   * @throws BackupException if the brokers do not answer, or the previous backup is of another
   *     cluster
   */
  public BackupManifest run(Optional<BackupManifest> before, BackupProgress step) {
    String cluster = KafkaCall.get("read its cluster id", admin.describeCluster().clusterId());
    before.ifPresent(previous -> requireSame(previous, cluster));
    Set<String> all = KafkaCall.get("list topics", admin.listTopics().names());
    Set<String> present = new TreeSet<>(names);
    present.retainAll(all);
    if (present.isEmpty()) {
      throw new BackupException(
          "the Kafka cluster has none of Weft's topics; check the broker's address");
    }
    Instant at = Instant.now();
    List<Group> groups = new GroupOffsets(admin).read(present, all);
    Map<String, TopicDescription> descriptions = describe(present);
    Map<TopicPartition, Long> written = PartitionEnds.read(admin, partitions(descriptions));
    try (Consumer<byte[], byte[]> consumer = KafkaClients.consumer(settings())) {
      Map<TopicPartition, Long> ends =
          new DecidedEnds(consumer::endOffsets, LONGEST_TRANSACTION)
              .await(
                  written,
                  partition -> step.update(0, 0, "waiting for a transaction in " + partition));
      List<Topic> topics = new Copy(consumer, ends, step, before).topics(descriptions);
      return new BackupManifest(BackupManifest.FORMAT, at, cluster, topics, groups, null);
    } catch (KafkaException e) {
      throw KafkaCall.failed("read the topics", e);
    }
  }

  private void requireSame(BackupManifest before, String cluster) {
    if (!before.cluster().equals(cluster)) {
      throw new BackupException(
          "%s contains a backup of Kafka cluster %s, but this is cluster %s; choose another folder"
              .formatted(folder, before.cluster(), cluster));
    }
  }

  private Map<String, TopicDescription> describe(Set<String> topics) {
    Map<String, TopicDescription> descriptions = new LinkedHashMap<>();
    Map<String, TopicDescription> answers =
        KafkaCall.get("describe topics", admin.describeTopics(topics).allTopicNames());
    topics.forEach(topic -> descriptions.put(topic, answers.get(topic)));
    return descriptions;
  }

  private static List<TopicPartition> partitions(Map<String, TopicDescription> topics) {
    List<TopicPartition> partitions = new ArrayList<>();
    topics.forEach(
        (name, topic) ->
            topic
                .partitions()
                .forEach(each -> partitions.add(new TopicPartition(name, each.partition()))));
    return partitions;
  }

  private ClientSettings settings() {
    return ClientSettings.consumer(kafka)
        .named("weft-backup")
        .with(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
  }

  private Map<String, String> config(String topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Map<String, String> config = new LinkedHashMap<>();
    KafkaCall.get(
            "read the settings of topic " + topic, admin.describeConfigs(List.of(resource)).all())
        .get(resource)
        .entries()
        .stream()
        .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
        .forEach(entry -> config.put(entry.name(), entry.value()));
    return config;
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }

  /** One run. */
  private final class Copy {
    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> ends;
    private final BackupProgress step;
    private final Optional<BackupManifest> before;
    private final Map<TopicPartition, Long> starts;
    private final long total;
    private long done;

    Copy(
        Consumer<byte[], byte[]> consumer,
        Map<TopicPartition, Long> ends,
        BackupProgress step,
        Optional<BackupManifest> before) {
      this.consumer = consumer;
      this.ends = ends;
      this.step = step;
      this.before = before;
      this.starts = consumer.beginningOffsets(ends.keySet());
      this.total =
          ends.entrySet().stream().mapToLong(e -> e.getValue() - starts.get(e.getKey())).sum();
    }

    List<Topic> topics(Map<String, TopicDescription> descriptions) {
      List<Topic> topics = new ArrayList<>();
      descriptions.forEach((name, description) -> topics.add(topic(name, description)));
      return topics;
    }

    private Topic topic(String name, TopicDescription description) {
      Map<String, String> config = config(name);
      String id = description.topicId().toString();
      Optional<Topic> previous =
          before.flatMap(it -> it.topic(name)).filter(it -> it.id().equals(id));
      boolean isCompacted =
          new Topic(name, id, config, List.of()).hasPolicy(TopicConfig.CLEANUP_POLICY_COMPACT);
      List<Partition> partitions = new ArrayList<>();
      for (int number = 0; number < description.partitions().size(); number++) {
        int index = number;
        List<Segment> kept =
            previous
                .filter(it -> it.partitions().size() > index)
                .map(it -> it.partitions().get(index).segments())
                .orElse(List.of());
        partitions.add(partition(new TopicPartition(name, number), kept, isCompacted));
      }
      return new Topic(name, id, config, partitions);
    }

    /** Records that the broker has deleted by now leave the backup, segment by segment. */
    private Partition partition(
        TopicPartition partition, List<Segment> previous, boolean compacted) {
      long start = starts.get(partition);
      long end = ends.get(partition);
      List<Segment> segments = new ArrayList<>();
      previous.stream().filter(segment -> segment.to() > start).forEach(segments::add);
      if (compacted && !segments.isEmpty() && segments.get(segments.size() - 1).to() < end) {
        segments.clear();
      }
      long from = segments.isEmpty() ? start : segments.get(segments.size() - 1).to();
      done += from - start;
      if (end > from) {
        segments.add(segment(partition, from, end));
      }
      return new Partition(end, segments);
    }

    private Segment segment(TopicPartition partition, long from, long end) {
      String name =
          "topics/%s/%d-%d-%d.jsonl.gz"
              .formatted(partition.topic(), partition.partition(), from, end);
      consumer.assign(List.of(partition));
      consumer.seek(partition, from);
      long base = done;
      try (TopicSegmentWriter writer = new TopicSegmentWriter(folder, name, from)) {
        ReadToEnd.unlessSilentFor(SILENCE)
            .read(
                consumer,
                Map.of(partition, end),
                record -> {
                  // More records may have arrived in the same poll.
                  if (record.offset() < end) {
                    writer.add(StoredRecord.of(record));
                    done = base + record.offset() + 1 - from;
                    step.update(done, total, partition.topic());
                  }
                });
        done = base + end - from;
        return writer.finish(end);
      }
    }
  }
}
