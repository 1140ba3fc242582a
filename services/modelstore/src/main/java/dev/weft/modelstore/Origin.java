package dev.weft.modelstore;

import java.util.Map;
import java.util.Objects;

/**
 * The origin of a version.
 *
 * @param kind {@code keras-import}, or another way in which it was made
 * @param source the file or data set that it was made from, for people
 * @param sha256 SHA-256 of the source; null if there is none
 * @param parent the version that it was trained from, such as {@code clothing:1}; null if none
 * @param metrics measured figures by name
 * @param training how it was trained; null if it was not
 */
public record Origin(
    String kind,
    String source,
    String sha256,
    String parent,
    Map<String, Double> metrics,
    TrainingLineage training) {
  public static final String TRAINING = "training";

  public Origin {
    Objects.requireNonNull(kind, "kind");
    metrics = metrics == null ? Map.of() : Map.copyOf(metrics);
  }

  /** The origin of an imported version. */
  public static Origin imported(String kind, String source, String sha256) {
    return new Origin(kind, source, sha256, null, Map.of(), null);
  }
}
