package dev.weft.trainer.app;

import dev.weft.events.catalog.Topics;
import dev.weft.events.kafka.Decoded;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.rollout.RolloutChanged;
import dev.weft.kafka.read.TopicFollower;
import dev.weft.trainer.run.start.ServingVersion;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.TimeoutException;

/** The serving version of each model, followed in the rollouts' topic. Thread-safe. */
final class ServingVersions implements ServingVersion, AutoCloseable {
  private final EventCodec codec;
  private final Map<String, Integer> serving = new ConcurrentHashMap<>();
  private final TopicFollower follower;

  ServingVersions(Map<String, Object> kafka, EventCodec codec) {
    this.codec = codec;
    this.follower =
        new TopicFollower(
            kafka, "weft-trainer-rollouts", List.of(Topics.ROLLOUTS_CHANGED), this::read);
  }

  void start() {
    follower.start();
  }

  private void read(ConsumerRecord<String, byte[]> record) {
    if (codec.decode(record, RolloutChanged.class) instanceof Decoded.Valid<RolloutChanged> valid
        && valid.event().serving() != null) {
      serving.put(valid.event().model(), valid.event().serving());
    }
  }

  @Override
  public OptionalInt of(String model) {
    if (!follower.isCaughtUp()) {
      throw new TimeoutException(
          "the states of rollouts have not been read yet"
              + follower.failure().map(why -> ": " + why).orElse(""));
    }
    Integer version = serving.get(model);
    return version == null ? OptionalInt.empty() : OptionalInt.of(version);
  }

  @Override
  public void close() {
    follower.close();
  }
}
