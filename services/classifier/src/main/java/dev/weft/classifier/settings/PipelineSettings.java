package dev.weft.classifier.settings;

import dev.weft.classifier.inflight.TopLabels;
import dev.weft.kafka.client.Backoff;
import java.time.Duration;
import java.util.Map;

/**
 * Settings of a pipeline.
 *
 * @param groupId consumer group; replicas of one group share the partitions
 * @param instanceId this replica, unique in its group and the same after a restart: a replica that
 *     was killed gets its partitions back at once, and aborts the transaction that it left open
 * @param topics that it reads and writes
 * @param bucket the one bucket that images are read from
 * @param kafka client configuration: {@code bootstrap.servers} and security
 * @param work sizes and threads
 * @param direct sizes and threads for synchronous requests
 * @param answeredWindow number of ids of each kind of answer remembered per partition, to
 *     deduplicate repeated upload events
 * @param topLabels number of labels in a prediction, as in {@link TopLabels#of}
 * @param drain longest time that work in progress may take when a partition is revoked or the
 *     pipeline stops
 * @param lostOffsets what to do if the broker has deleted the group's offsets
 * @param retry back-off of failures that are not an image's fault
 */
public record PipelineSettings(
    String groupId,
    String instanceId,
    TopicNames topics,
    String bucket,
    Map<String, String> kafka,
    WorkSettings work,
    DirectSettings direct,
    int answeredWindow,
    int topLabels,
    Duration drain,
    LostOffsets lostOffsets,
    Backoff retry) {

  public PipelineSettings {
    kafka = Map.copyOf(kafka);
    if (answeredWindow < 1 || topLabels < 0 || drain.isNegative()) {
      throw new IllegalArgumentException(
          "answeredWindow must be at least 1, topLabels and drain not negative, but are "
              + answeredWindow
              + ", "
              + topLabels
              + " and "
              + drain);
    }
  }

  /**
   * What to do if a group has no offset in a partition that its model has answered, since the
   * broker has deleted the offset.
   */
  public enum LostOffsets {
    /** Answer nothing until one of the others is chosen. */
    REFUSE,
    /** Resume after the last answered record. */
    AFTER_ANSWERS,
    /** Start at the oldest record, and answer it again. */
    ANSWER_AGAIN
  }

  /**
   * The pipeline's topics, all with the same number of partitions: a record is answered in the
   * partition of the same number.
   */
  public record TopicNames(String uploaded, String classified, String rejected, String failed) {}

  /**
   * Sizes and threads.
   *
   * @param prepareThreads threads that fetch and decode
   * @param engineThreads number of concurrent engine calls
   * @param maxWait longest time that the first image of a batch waits for others on their way
   * @param maxInFlight limit of images read from Kafka and not committed, over all partitions; a
   *     partition that reaches its share is paused
   * @param maxSlots limit of decoded images that wait for the engine
   * @param maxShadows limit of decoded images that wait for a shadowing candidate; images beyond it
   *     are not shadowed
   * @param maxImageBytes limit of one encoded image
   * @param imageRetry how long an image that alone cannot be fetched or decoded is retried
   */
  public record WorkSettings(
      int prepareThreads,
      int engineThreads,
      Duration maxWait,
      int maxInFlight,
      int maxSlots,
      int maxShadows,
      long maxImageBytes,
      Duration imageRetry) {
    public WorkSettings {
      if (prepareThreads < 1
          || engineThreads < 1
          || maxInFlight < 1
          || maxSlots < 1
          || maxShadows < 0
          || maxImageBytes < 1
          || maxWait.isNegative()
          || imageRetry.isNegative()) {
        throw new IllegalArgumentException(
            "sizes must be at least 1, except maxShadows, which may be 0; times must not be"
                + " negative");
      }
    }
  }

  /**
   * Sizes and threads for synchronous requests.
   *
   * @param threads threads that decode
   * @param maxSlots limit of decoded images that wait for the engine
   * @param maxWaiting limit of images accepted and not answered; further ones are rejected
   */
  public record DirectSettings(int threads, int maxSlots, int maxWaiting) {
    public DirectSettings {
      if (threads < 1 || maxSlots < 1 || maxWaiting < 1) {
        throw new IllegalArgumentException("threads, maxSlots and maxWaiting must be at least 1");
      }
    }
  }
}
