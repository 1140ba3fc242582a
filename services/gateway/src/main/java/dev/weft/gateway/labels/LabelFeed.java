package dev.weft.gateway.labels;

import dev.weft.events.catalog.Topics;
import dev.weft.events.kafka.Decoded;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.label.ImageLabeled;
import dev.weft.kafka.read.TopicFollower;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the labels' topic from its beginning and goes on, in each replica. */
public final class LabelFeed implements AutoCloseable {

  private final TopicFollower follower;

  /**
   * A feed; nothing is read before {@link #start()}.
   *
   * @param kafka how to reach the brokers
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

  /** Whether everything is known that was in the topic at the start. */
  public boolean isReady() {
    return follower.isCaughtUp();
  }

  @Override
  public void close() {
    follower.close();
  }
}
