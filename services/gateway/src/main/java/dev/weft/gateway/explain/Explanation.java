package dev.weft.gateway.explain;

import dev.weft.events.ModelRef;
import dev.weft.events.image.Prediction;
import dev.weft.imaging.Preprocessing;
import dev.weft.xception.explain.ClassMap;
import dev.weft.xception.explain.ClassMaps;
import java.util.List;

/**
 * Explanation of one class of a version for an image.
 *
 * @param model the version
 * @param label the class
 * @param map evidence of each position for the class
 * @param predicted the version's most probable class, which may be another
 * @param strongest the strongest evidence of any position for the class or for the predicted one,
 *     in logits: 1 on the picture's scale, so that pictures of several classes can be compared
 * @param preprocessing from the image to the network's input
 */
public record Explanation(
    ModelRef model,
    String label,
    ClassMap map,
    Prediction predicted,
    float strongest,
    Preprocessing preprocessing) {

  /**
   * Creates the explanation of a class.
   *
   * @param classes in the order of the logits
   * @param label one of them; null for the predicted one
   */
  static Explanation of(
      ModelRef model,
      List<String> classes,
      Preprocessing preprocessing,
      ClassMaps maps,
      String label) {
    int best = maps.predicted();
    ClassMap map = maps.of(label == null ? best : classes.indexOf(label));
    return new Explanation(
        model,
        classes.get(map.index()),
        map,
        new Prediction(classes.get(best), maps.probability(best)),
        Math.max(largest(map.values()), largest(maps.of(best).values())),
        preprocessing);
  }

  private static float largest(float[][] values) {
    float largest = Float.NEGATIVE_INFINITY;
    for (float[] row : values) {
      for (float value : row) {
        largest = Math.max(largest, value);
      }
    }
    return largest;
  }
}
