package dev.weft.systemtests;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.weft.kafka.topic.TopicSettings;
import dev.weft.kafka.topic.TopicSetup;
import dev.weft.kafka.topic.TopicSetupException;
import dev.weft.objectstore.s3.S3ObjectStore;
import dev.weft.objectstore.s3.StoreSettings;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

/** Messages of a service that lacks a permission. */
final class Refusals {

  private static final TopicSettings IMPATIENT =
      new TopicSettings(
          false, 4, OptionalInt.empty(), Duration.ofDays(1), Map.of(), Duration.ofSeconds(3));

  private Refusals() {}

  /** The error of the topic setup at the service's start; fails if there is none. */
  static String ofKafka(Map<String, Object> settings) {
    return catchThrowableOfType(
            TopicSetupException.class, () -> new TopicSetup(settings, IMPATIENT).ensure())
        .getMessage();
  }

  /** The problem of the store that readiness reports; empty if there is none. */
  static String ofStore(StoreSettings settings) {
    try (S3ObjectStore store = new S3ObjectStore(settings)) {
      return store.problem().orElse("");
    }
  }
}
