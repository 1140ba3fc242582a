package dev.weft.classifier.app;

import dev.weft.events.catalog.Topics;
import dev.weft.events.kafka.Decoded;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.rollout.RolloutChanged;
import dev.weft.kafka.read.TopicFollower;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** Follows the newest state of each model's rollout. */
final class RolloutStates implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger("dev.weft.classifier");

  private final EventCodec codec;
  private final Consumer<RolloutChanged> reader;
  private final TopicFollower topic;
  private final Set<String> models = ConcurrentHashMap.newKeySet();

  /**
   * @param name of the thread and the client
   * @param reader receives each state, on the follower's thread
   */
  RolloutStates(
      Map<String, String> kafka, String name, EventCodec codec, Consumer<RolloutChanged> reader) {
    this.codec = codec;
    this.reader = reader;
    this.topic = new TopicFollower(kafka, name, List.of(Topics.ROLLOUTS_CHANGED), this::read);
  }

  void start() {
    topic.start();
  }

  /** Whether the states that were in the topic at the start have been read. */
  boolean areCaughtUp() {
    return topic.isCaughtUp();
  }

  /** Whether the model has a rollout state. */
  boolean know(String model) {
    return models.contains(model);
  }

  private void read(ConsumerRecord<String, byte[]> record) {
    var decoded = codec.decode(record, RolloutChanged.class);
    if (decoded instanceof Decoded.Valid<RolloutChanged> state) {
      models.add(state.event().model());
      reader.accept(state.event());
    } else if (decoded instanceof Decoded.Invalid<RolloutChanged> invalid) {
      LOG.warnf("skipped %s: %s", EventCodec.origin(record), invalid.detail());
    }
  }

  @Override
  public void close() {
    topic.close();
  }
}
