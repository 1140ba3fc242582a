package dev.weft.rollout.measure;

import dev.weft.events.ModelRef;
import dev.weft.events.catalog.Topics;
import dev.weft.events.kafka.Decoded;
import dev.weft.events.kafka.EventCodec;
import dev.weft.events.model.ModelMeasured;
import dev.weft.events.model.ServingRole;
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
 * Aggregated view of {@code weft.models.measured}. Each replica reads the topic for itself, from as
 * far back as images are remembered, and then follows it. Thread-safe.
 */
public final class MeasuredTopic implements AutoCloseable {

  private final EventCodec codec;
  private final Measurements measurements;
  private final TopicFollower follower;

  /**
   * Starts nothing yet.
   *
   * @param kafka client configuration
   * @param name of the thread and the client
   * @param remember how far back to read, and how long to keep a window
   * @param mostBytes approximate memory; when it is used up, the oldest windows are dropped
   */
  public MeasuredTopic(
      Map<String, ?> kafka, String name, EventCodec codec, Duration remember, long mostBytes) {
    this.codec = codec;
    this.measurements = new Measurements(remember, mostBytes, InstantSource.system());
    this.follower =
        new TopicFollower(kafka, name, List.of(Topics.MODELS_MEASURED), remember, this::read);
  }

  /** Starts reading; the topic must exist. */
  public void start() {
    follower.start();
  }

  /** Whether all records that were in the topic at the start have been read. */
  public boolean isCaughtUp() {
    return follower.isCaughtUp();
  }

  /** The reason why the topic cannot be read at the moment; empty if it can. */
  public Optional<String> failure() {
    return follower.failure();
  }

  /**
   * Figures of a version, summed over all partitions.
   *
   * @param roles roles that count; rejections always count, since their event has no role
   * @param since windows that end after it count; the window that contains it counts in full
   */
  public MeasuredFigures figures(ModelRef model, Set<ServingRole> roles, Instant since) {
    return measurements.figures(model, roles, since);
  }

  /**
   * A version's most recent predictions: the newest windows, each in full, until they have the
   * given number of images or there are no more.
   */
  public LiveSample newest(ModelRef model, Set<ServingRole> roles, long images) {
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
