package dev.weft.classifier.settings;

import dev.weft.classifier.inflight.TopLabels;
import dev.weft.kafka.client.Backoff;
import java.time.Duration;
import java.util.Map;

/**
 * What a pipeline is told.
 *
 * @param groupId consumer group; replicas of one group share the partitions
 * @param instanceId this replica, unique in its group and the same after a restart: a replica that
 *     was killed takes its partitions up again at once, and ends the transaction it left open
 * @param topics the topics that it reads and writes
 * @param bucket the one bucket that images are read from
 * @param kafka settings for every client: {@code bootstrap.servers} and security
 * @param work sizes and threads
 * @param direct sizes and threads for images that clients wait for
 * @param answeredWindow ids of each kind of answer remembered for each partition, so that a
 *     repeated upload event is not answered twice
 * @param topLabels labels of a prediction, as in {@link TopLabels#of}
 * @param drain how long work in progress may go on when a partition is given away or the pipeline
 *     stops
 * @param lostOffsets what becomes of a group whose offsets the broker has forgotten
 * @param retry between attempts at what is no fault of an image
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
   * What becomes of a group that has no offset in a partition beside answers of its model, since
   * the broker has forgotten it.
   */
  public enum LostOffsets {
    /** Nothing is answered before one of the others is chosen. */
    REFUSE,
    /** It goes on behind the last record that was answered. */
    AFTER_ANSWERS,
    /** It begins at the oldest record, and answers it again. */
    ANSWER_AGAIN
  }

  /**
   * The pipeline's topics, all with the same number of partitions: what is read from a partition is
   * answered in the partition of the same number.
   */
  public record TopicNames(String uploaded, String classified, String rejected, String failed) {}

  /**
   * Sizes and threads.
   *
   * @param prepareThreads threads that fetch and decode
   * @param engineThreads batches that the engine is given at the same time
   * @param patience how long the first image of a batch waits at most for others on their way
   * @param maxInFlight images taken from Kafka and not committed, over all partitions; what is over
   *     makes its partition pause
   * @param maxSlots decoded images that wait for the engine
   * @param maxShadows decoded images that wait for a candidate that shadows; what is over is left
   *     out
   * @param maxImageBytes one encoded image
   * @param imageRetry how long an image that alone cannot be fetched or decoded is tried again
   */
  public record WorkSettings(
      int prepareThreads,
      int engineThreads,
      Duration patience,
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
          || patience.isNegative()
          || imageRetry.isNegative()) {
        throw new IllegalArgumentException(
            "every size must be at least 1, but maxShadows, which may be 0, and no time negative");
      }
    }
  }

  /**
   * Sizes and threads for images that clients wait for, without an event.
   *
   * @param threads threads that decode
   * @param maxSlots decoded images that wait for the engine
   * @param maxWaiting images taken in and not answered; what is over is turned away
   */
  public record DirectSettings(int threads, int maxSlots, int maxWaiting) {
    public DirectSettings {
      if (threads < 1 || maxSlots < 1 || maxWaiting < 1) {
        throw new IllegalArgumentException("threads, maxSlots and maxWaiting must be at least 1");
      }
    }
  }
}
