package dev.weft.events.kafka;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * What {@link TopicSetup} makes of Weft's topics.
 *
 * @param create whether missing topics are made; otherwise each missing one is an error
 * @param partitions of topics that are made; where image topics exist already, theirs counts
 * @param replicationFactor of topics that are made; the broker's default if empty
 * @param retention how long images' events are kept, and so how far back views can be rebuilt
 * @param notificationRetention how long bucket notifications are kept
 * @param timeout how long to wait for the broker, all steps together
 */
public record TopicSettings(
    boolean create,
    int partitions,
    OptionalInt replicationFactor,
    Duration retention,
    Duration notificationRetention,
    Duration timeout) {

  /** Makes what is missing, with the defaults of {@code weft.topics}. */
  public static final TopicSettings DEFAULT =
      new TopicSettings(
          true,
          4,
          OptionalInt.empty(),
          Duration.ofDays(30),
          Duration.ofDays(7),
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
    requirePositive("retention", retention);
    requirePositive("notification-retention", notificationRetention);
    requirePositive("timeout", timeout);
  }

  private static void requirePositive(String key, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(
          "weft.topics." + key + " must be positive, but is " + value);
    }
  }
}
