package dev.weft.kafka.cdi;

import dev.weft.events.catalog.Topics;
import dev.weft.kafka.topic.TopicSettings;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

/** Weft's topics, which are created at start if they are missing. */
@ConfigMapping(prefix = "weft.topics")
public interface TopicsConfig {

  /** Whether missing topics are created; if not, a service fails to start without them. */
  @WithDefault("true")
  boolean create();

  /** Partitions of created topics: the highest number of classifiers that can share the work. */
  @WithDefault("4")
  int partitions();

  /** Replication factor of created topics; the broker's default if unset. */
  OptionalInt replicationFactor();

  /** Retention of events, which limits how far back views can be rebuilt. */
  @WithDefault("P30D")
  Duration retention();

  /** Retention of bucket notifications. */
  @WithDefault("P7D")
  Duration notificationRetention();

  /**
   * Retention of measurements of versions: at least as long as the rollout service remembers
   * images.
   */
  @WithDefault("P7D")
  Duration measurementRetention();

  /** Retention of the classifiers' reports of loaded versions. */
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
