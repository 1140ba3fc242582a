package dev.weft.kafka.topic;

import dev.weft.events.catalog.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Settings with which {@link TopicSetup} creates Weft's topics.
 *
 * @param create whether missing topics are created; if not, each missing one is an error
 * @param partitions the partitions of created topics; if image topics exist already, their number
 *     is used
 * @param replicationFactor the replication factor of created topics; the broker's default if empty
 * @param retention the retention of events, which limits how far back views can be rebuilt
 * @param retentions different retentions, by topic
 * @param timeout how long to wait for the broker, over all steps
 */
public record TopicSettings(
    boolean create,
    int partitions,
    OptionalInt replicationFactor,
    Duration retention,
    Map<String, Duration> retentions,
    Duration timeout) {

  /** Creates missing topics, with the defaults of {@code weft.topics}. */
  public static final TopicSettings DEFAULT =
      new TopicSettings(
          true,
          4,
          OptionalInt.empty(),
          Duration.ofDays(30),
          Map.of(
              Topics.S3_NOTIFICATIONS, Duration.ofDays(7),
              Topics.MODELS_MEASURED, Duration.ofDays(7),
              Topics.ROLLOUTS_OBSERVED, Duration.ofDays(7)),
          Duration.ofSeconds(30));

  public TopicSettings {
    if (partitions < 1) {
      throw new IllegalArgumentException(
          "weft.topics.partitions must be at least 1, but is " + partitions);
    }
    if (replicationFactor.isPresent() && replicationFactor.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "weft.topics.replication-factor must be at least 1, but is "
              + replicationFactor.getAsInt());
    }
    requirePositive("weft.topics.retention", retention);
    retentions = Map.copyOf(retentions);
    retentions.forEach((topic, own) -> requirePositive("the retention of " + topic, own));
    requirePositive("weft.topics.timeout", timeout);
  }

  /** Returns the retention of a topic; for a compacted topic, that of its tombstones. */
  public Duration retention(String topic) {
    return retentions.getOrDefault(topic, retention);
  }

  private static void requirePositive(String what, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(what + " must be positive, but is " + value);
    }
  }
}
