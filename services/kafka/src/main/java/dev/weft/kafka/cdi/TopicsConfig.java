package dev.weft.kafka.cdi;

import dev.weft.events.catalog.Topics;
import dev.weft.kafka.topic.TopicSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

/** Weft's topics, made at start where they are missing. */
@ConfigMapping(prefix = "weft.topics")
public interface TopicsConfig {

  /** Whether missing topics are made; otherwise a service does not start without them. */
  @WithDefault("true")
  boolean create();

  /** Partitions of topics that are made: the most classifiers that can share the work. */
  @WithDefault("4")
  int partitions();

  /** Copies of each partition of topics that are made; the broker's own default if unset. */
  OptionalInt replicationFactor();

  /** How long events are kept, and so how far back views can be rebuilt. */
  @WithDefault("P30D")
  Duration retention();

  /** How long bucket notifications are kept. */
  @WithDefault("P7D")
  Duration notificationRetention();

  /**
   * How long measurements of versions are kept: at least as long as the rollout service remembers
   * images.
   */
  @WithDefault("P7D")
  Duration measurementRetention();

  /** How long it is kept what classifiers have loaded. */
  @WithDefault("P7D")
  Duration observationRetention();

  /** How long a starting service waits for the broker. */
  @WithDefault("PT30S")
  Duration timeout();

  default TopicSettings settings() {
    return new TopicSettings(
        create(),
        partitions(),
        replicationFactor(),
        retention(),
        Map.of(
            Topics.S3_NOTIFICATIONS, notificationRetention(),
            Topics.MODELS_MEASURED, measurementRetention(),
            Topics.ROLLOUTS_OBSERVED, observationRetention()),
        timeout());
  }
}
