package dev.weft.client.model;

import dev.weft.client.json.SentAsNull;
import java.util.Map;

/**
 * Where a version comes from.
 *
 * @param kind {@code keras-import}, or another way in which it was made
 * @param source the file or data set that it was made from, for people
 * @param sha256 SHA-256 of the source; null if there is none
 * @param parent the version that it was trained on from, such as {@code clothing:1}; null if none
 * @param metrics measured figures by name
 * @param training how it was trained; null if it was not
 */
public record Origin(
    String kind,
    String source,
    @SentAsNull String sha256,
    @SentAsNull String parent,
    Map<String, Double> metrics,
    @SentAsNull TrainingLineage training) {

  /** Name of the accuracy on the test set, 0..1. */
  public static final String ACCURACY = "accuracy";
}
