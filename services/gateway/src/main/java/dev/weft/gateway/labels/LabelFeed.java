package dev.weft.gateway.labels;

import dev.weft.events.catalog.Topics;
import dev.weft.events.kafka.Decoded;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.label.ImageLabeled;
import dev.weft.kafka.read.TopicFollower;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the labels' topic from its beginning and follows it, in each replica. */
public final class LabelFeed implements AutoCloseable {

  private final TopicFollower follower;

  /**
   * Creates a feed that reads nothing before {@link #start()}.
   *
   * @param kafka client configuration
   */
  public LabelFeed(Map<String, Object> kafka, EventCodec codec, NewLabels labels) {
    follower =
        new TopicFollower(
            kafka,
            "weft-gateway-labels",
            List.of(Topics.IMAGES_LABELED),
            record -> read(codec, record, labels));
  }

  private static void read(
      EventCodec codec, ConsumerRecord<String, byte[]> record, NewLabels labels) {
    Decoded<ImageLabeled> decoded = codec.decode(record, ImageLabeled.class);
    if (decoded instanceof Decoded.Valid<ImageLabeled> valid) {
      labels.apply(record.key(), valid.event().model(), record.partition(), record.offset());
    } else if (decoded instanceof Decoded.Removed<ImageLabeled>) {
      labels.remove(record.key(), record.partition(), record.offset());
    }
  }

  /** Reads until closed. */
  public void start() {
    follower.start();
  }

  /** Whether all records that were in the topic at the start have been read. */
  public boolean isReady() {
    return follower.isCaughtUp();
  }

  @Override
  public void close() {
    follower.close();
  }
}
