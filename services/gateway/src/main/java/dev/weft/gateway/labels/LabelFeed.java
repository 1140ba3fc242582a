package dev.weft.gateway.labels;

import dev.weft.events.Topics;
import dev.weft.events.kafka.TopicFollower;
import java.util.List;
import java.util.Map;

/** Reads the labels' topic from its beginning and goes on, in each replica. */
public final class LabelFeed implements AutoCloseable {

  private final TopicFollower follower;

  /**
   * A feed; nothing is read before {@link #start()}.
   *
   * @param kafka how to reach the brokers
   */
  public LabelFeed(Map<String, Object> kafka, NewLabels labels) {
    follower =
        new TopicFollower(
            kafka,
            "weft-gateway-labels",
            List.of(Topics.IMAGES_LABELED),
            record -> {
              if (record.key() != null) {
                labels.apply(record.key(), record.partition(), record.offset());
              }
            });
  }

  /** Reads until closed. */
  public void start() {
    follower.start();
  }

  /** Whether everything is known that was in the topic at the start. */
  public boolean isReady() {
    return follower.isCaughtUp();
  }

  @Override
  public void close() {
    follower.close();
  }
}
