package dev.weft.rollout.measure;

import dev.weft.events.ModelRef;
import dev.weft.events.catalog.Topics;
import dev.weft.events.kafka.Decoded;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.model.ModelMeasured;
import dev.weft.events.model.Role;
import dev.weft.kafka.read.TopicFollower;
import dev.weft.rollout.judge.MeasuredFigures;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What {@code weft.models.measured} says, summed up: read by each replica for itself, as far back
 * as images are remembered, and then as it comes. Thread-safe.
 */
public final class MeasuredTopic implements AutoCloseable {

  private final EventCodec codec;
  private final Measurements measurements;
  private final TopicFollower follower;

  /**
   * Nothing is read yet.
   *
   * @param kafka how to reach the brokers
   * @param name of the thread and the client
   * @param remember how far back to read, and how long to hold a window
   * @param mostBytes memory for what is held, about; the oldest windows go first
   */
  public MeasuredTopic(
      Map<String, ?> kafka, String name, EventCodec codec, Duration remember, long mostBytes) {
    this.codec = codec;
    this.measurements = new Measurements(remember, mostBytes, InstantSource.system());
    this.follower =
        new TopicFollower(kafka, name, List.of(Topics.MODELS_MEASURED), remember, this::read);
  }

  /** Begins; the topic must be there. */
  public void start() {
    follower.start();
  }

  /** Whether everything was read that was in the topic at the start. */
  public boolean isCaughtUp() {
    return follower.isCaughtUp();
  }

  /** Why it cannot read at the moment. */
  public Optional<String> failure() {
    return follower.failure();
  }

  /**
   * What a version did, on all partitions.
   *
   * @param roles that count; of rejections, whose event says no role, all do
   * @param since windows that end after it count, the one that it lies in with all its images
   */
  public MeasuredFigures figures(ModelRef model, Set<Role> roles, Instant since) {
    return measurements.figures(model, roles, since);
  }

  /**
   * What a version said last: the newest windows, whole, until there are so many images, or all
   * that there are.
   */
  public LiveSample newest(ModelRef model, Set<Role> roles, long images) {
    return measurements.newest(model, roles, images);
  }

  private void read(ConsumerRecord<String, byte[]> record) {
    if (codec.decode(record, ModelMeasured.class) instanceof Decoded.Valid<ModelMeasured> valid) {
      measurements.accept(valid.event());
    }
  }

  @Override
  public void close() {
    follower.close();
  }
}
