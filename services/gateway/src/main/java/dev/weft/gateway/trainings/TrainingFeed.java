package dev.weft.gateway.trainings;

import dev.weft.events.catalog.Topics;
import dev.weft.gateway.topics.RecordDecoder;
import dev.weft.kafka.read.TopicFollower;
import java.util.List;
import java.util.Map;

/**
 * Reads the trainings' topics from their beginning and goes on. Each replica reads all of it: there
 * is little, and no replica has to ask another.
 */
public final class TrainingFeed implements AutoCloseable {

  private static final List<String> TOPICS =
      List.of(Topics.TRAINING_REQUESTED, Topics.TRAINING_PROGRESSED);

  private final TopicFollower follower;

  /**
   * A feed; nothing is read before {@link #start()}.
   *
   * @param kafka how to reach the brokers
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

  /** Whether everything is known that was in the topics at the start. */
  public boolean isReady() {
    return follower.isCaughtUp();
  }

  @Override
  public void close() {
    follower.close();
  }
}
