package dev.weft.kafka.topic;

import dev.weft.events.catalog.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What {@link TopicSetup} makes of Weft's topics.
 *
 * @param create whether missing topics are made; otherwise each missing one is an error
 * @param partitions of topics that are made; where image topics exist already, theirs counts
 * @param replicationFactor of topics that are made; the broker's default if empty
 * @param retention how long events are kept, and so how far back views can be rebuilt
 * @param retentions how long they are kept instead, by topic
 * @param timeout how long to wait for the broker, all steps together
 */
public record TopicSettings(
    boolean create,
    int partitions,
    OptionalInt replicationFactor,
    Duration retention,
    Map<String, Duration> retentions,
    Duration timeout) {

  /** Makes what is missing, with the defaults of {@code weft.topics}. */
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

  /** How long a topic's events are kept; where it is compacted, how long removals are. */
  public Duration retention(String topic) {
    return retentions.getOrDefault(topic, retention);
  }

  private static void requirePositive(String what, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(what + " must be positive, but is " + value);
    }
  }
}
