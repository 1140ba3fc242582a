package dev.weft.gateway.trainings;

import dev.weft.events.catalog.Topics;
import dev.weft.gateway.topics.RecordDecoder;
import dev.weft.kafka.read.TopicFollower;
import java.util.List;
import java.util.Map;

/**
 * Reads the trainings' topics from their beginning and follows them. Each replica reads them in
 * full: they are small, so that replicas need not query each other.
 */
public final class TrainingFeed implements AutoCloseable {

  private static final List<String> TOPICS =
      List.of(Topics.TRAINING_REQUESTED, Topics.TRAINING_PROGRESSED);

  private final TopicFollower follower;

  /**
   * Creates a feed that reads nothing before {@link #start()}.
   *
   * @param kafka client configuration
   */
  public TrainingFeed(Map<String, Object> kafka, RecordDecoder decoder, Trainings trainings) {
    follower =
        new TopicFollower(
            kafka,
            "weft-gateway-trainings",
            TOPICS,
            record ->
                decoder.decode(record).ifPresent(event -> trainings.apply(event, record.offset())));
  }

  /** Reads until closed. */
  public void start() {
    follower.start();
  }

  /** Whether all records that were in the topics at the start have been read. */
  public boolean isReady() {
    return follower.isCaughtUp();
  }

  @Override
  public void close() {
    follower.close();
  }
}
