package dev.weft.backup;

import dev.weft.events.catalog.ConsumerGroups;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Content of a backup folder, {@code backup.json}. It is written last, so that an interrupted
 * backup leaves the previous one valid.
 *
 * @param format version of the folder's format, {@link #FORMAT}
 * @param at when the consumer offsets were read
 * @param cluster id of the Kafka cluster
 * @param topics the topics
 * @param groups committed offsets of consumer groups
 * @param objects the bucket; null if objects are not part of the backup
 */
public record BackupManifest(
    int format,
    Instant at,
    String cluster,
    List<Topic> topics,
    List<Group> groups,
    Objects objects) {

  /** The version of the format that this release writes and reads. */
  public static final int FORMAT = 1;

  public BackupManifest {
    topics = List.copyOf(topics);
    groups = List.copyOf(groups);
  }

  /** Returns a topic; empty if it is not part of the backup. */
  public Optional<Topic> topic(String name) {
    return topics.stream().filter(topic -> topic.name().equals(name)).findFirst();
  }

  /** Returns the manifest with objects. */
  BackupManifest with(Objects added) {
    return new BackupManifest(format, at, cluster, topics, groups, added);
  }

  /** Returns the number of records in all topics. */
  public long records() {
    return topics.stream()
        .flatMap(topic -> topic.partitions().stream())
        .mapToLong(Partition::records)
        .sum();
  }

  /**
   * A topic.
   *
   * @param id the topic's id in its cluster, which changes when it is deleted and created again
   * @param config settings that differ from the broker's defaults
   * @param partitions in order, from 0
   */
  public record Topic(
      String name, String id, Map<String, String> config, List<Partition> partitions) {
    public Topic {
      config = Map.copyOf(config);
      partitions = List.copyOf(partitions);
    }

    /** Whether the cleanup policy includes {@code compact} or {@code delete}, as given. */
    public boolean hasPolicy(String policy) {
      return config
          .getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE)
          .contains(policy);
    }
  }

  /**
   * A partition.
   *
   * @param end exclusive end offset of committed records
   * @param segments its records in files, in the order of their offsets
   */
  public record Partition(long end, List<Segment> segments) {
    public Partition {
      segments = List.copyOf(segments);
    }

    /** Returns the number of records. */
    public long records() {
      return segments.stream().mapToLong(Segment::records).sum();
    }
  }

  /**
   * Consecutive records of a partition in one file.
   *
   * @param file path below the folder
   * @param from inclusive start offset
   * @param to exclusive end offset, and start of the next segment
   * @param records number of records; offsets of transaction markers, and of records that were
   *     aborted or compacted, are missing
   * @param gaps number of places between records where offsets are missing
   * @param newest the highest timestamp, in milliseconds since 1970; 0 without records
   * @param sha256 of the file
   */
  public record Segment(
      String file, long from, long to, long records, long gaps, long newest, String sha256) {}

  /** Committed offsets of a consumer group. */
  public record Group(String name, List<Offset> offsets) {
    public Group {
      offsets = List.copyOf(offsets);
    }

    /** Whether its members are the classifiers of a model, if their group has its default name. */
    public boolean answersUploads() {
      return name.equals(ConsumerGroups.CLASSIFIERS)
          || name.startsWith(ConsumerGroups.of(ConsumerGroups.CLASSIFIERS, ""));
    }
  }

  /** The next offset that a group reads in a partition. */
  public record Offset(String topic, int partition, long offset) {}

  /**
   * The objects of the bucket.
   *
   * @param index path of the list of objects below the folder
   * @param count number of objects
   * @param bytes sum of their sizes
   * @param sha256 of the index
   */
  public record Objects(String bucket, String index, long count, long bytes, String sha256) {}
}
