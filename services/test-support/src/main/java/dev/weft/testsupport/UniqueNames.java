package dev.weft.testsupport;

import java.util.Locale;
import java.util.UUID;

/** Generates unique names: each test uses its own topics, buckets and ids. */
public final class UniqueNames {
  private UniqueNames() {}

  /** Returns the name of a Kafka topic, such as {@code test.rebalance.1f0c3a9e5b7d}. */
  public static String topic(String purpose) {
    return "test." + plain(purpose) + '.' + suffix();
  }

  /** Returns the name of an S3 bucket: lower case, no dots, at most 63 characters. */
  public static String bucket(String purpose) {
    String plain = plain(purpose);
    return "test-" + plain.substring(0, Math.min(40, plain.length())) + '-' + suffix();
  }

  /** Returns an id that is valid as an image id, a consumer group or a transactional id. */
  public static String id(String purpose) {
    return plain(purpose) + '-' + suffix();
  }

  private static String plain(String purpose) {
    String plain = purpose.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return plain.replaceAll("^-+|-+$", "");
  }

  private static String suffix() {
    return UUID.randomUUID().toString().replace("-", "").substring(0, 12);
  }
}
