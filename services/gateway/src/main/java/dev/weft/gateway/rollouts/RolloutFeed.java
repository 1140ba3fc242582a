package dev.weft.gateway.rollouts;

import dev.weft.events.WeftEvent;
import dev.weft.events.catalog.Topics;
import dev.weft.events.model.ModelMeasured;
import dev.weft.events.rollout.RolloutChanged;
import dev.weft.events.rollout.RolloutObserved;
import dev.weft.events.rollout.RolloutRefused;
import dev.weft.gateway.topics.RecordDecoder;
import dev.weft.kafka.read.LiveReplicas;
import dev.weft.kafka.read.TopicFollower;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads the rollouts' topics and follows them. Each replica reads them in full: they are small, so
 * that replicas need not query each other. Measurements have a separate reader, since a day of them
 * is large and nothing waits for them.
 */
public final class RolloutFeed implements AutoCloseable {

  /** How long a replica that no longer reports is remembered, and how far back reports are read. */
  public static final Duration REMEMBERED = Duration.ofMinutes(15);

  private final RecordDecoder decoder;
  private final Rollouts rollouts;
  private final OrderAnswers answers;
  private final LiveReplicas replicas;
  private final MeasuredWindows measurements;
  private final TopicFollower states;
  private final TopicFollower reports;
  private final TopicFollower figures;

  /**
   * Creates a feed that reads nothing before {@link #start()}.
   *
   * @param kafka client configuration
   * @param back how far back measurements are read
   */
  public RolloutFeed(
      Map<String, Object> kafka,
      Duration back,
      RecordDecoder decoder,
      Rollouts rollouts,
      OrderAnswers answers,
      LiveReplicas replicas,
      MeasuredWindows measurements) {
    this.decoder = decoder;
    this.rollouts = rollouts;
    this.answers = answers;
    this.replicas = replicas;
    this.measurements = measurements;
    states = follower(kafka, "weft-gateway-rollouts", null, Topics.ROLLOUTS_CHANGED);
    reports =
        follower(
            kafka,
            "weft-gateway-replicas",
            REMEMBERED,
            Topics.ROLLOUTS_OBSERVED,
            Topics.ROLLOUTS_REFUSED);
    figures = follower(kafka, "weft-gateway-figures", back, Topics.MODELS_MEASURED);
  }

  private TopicFollower follower(
      Map<String, Object> kafka, String name, Duration back, String... topics) {
    return new TopicFollower(kafka, name, List.of(topics), back, this::read);
  }

  /** Reads until closed; the topics must exist. */
  public void start() {
    states.start();
    reports.start();
    figures.start();
  }

  /** Whether all states and reports that were in the topics at the start have been read. */
  public boolean isReady() {
    return states.isCaughtUp() && reports.isCaughtUp();
  }

  /** Whether all measurements that were in the topic at the start have been read. */
  public boolean hasFigures() {
    return figures.isCaughtUp();
  }

  private void read(ConsumerRecord<String, byte[]> record) {
    decoder.decode(record).ifPresent(event -> apply(event, record));
  }

  private void apply(WeftEvent event, ConsumerRecord<String, byte[]> record) {
    if (event instanceof RolloutChanged state) {
      // The state first, since a caller that gets the answer must find it.
      rollouts.apply(state, record.offset());
      answers.apply(state);
    } else if (event instanceof RolloutRefused refusal) {
      answers.apply(refusal);
    } else if (event instanceof RolloutObserved report) {
      apply(report, Instant.ofEpochMilli(record.timestamp()));
    } else if (event instanceof ModelMeasured measured) {
      measurements.apply(measured);
    }
  }

  private void apply(RolloutObserved report, Instant written) {
    if (reports.isCaughtUp()) {
      replicas.reported(report);
    } else {
      replicas.found(report, written);
    }
  }

  @Override
  public void close() {
    figures.close();
    reports.close();
    states.close();
  }
}
