package dev.weft.trainer.evaluate;

import dev.weft.base.Argmax;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A version's answers for images.
 *
 * @param classes the version's classes
 * @param probabilities the probabilities of each image, in the order of its classes; must not be
 *     modified
 */
public record VersionAnswers(List<String> classes, List<float[]> probabilities) {
  public VersionAnswers {
    classes = List.copyOf(classes);
    probabilities = List.copyOf(probabilities);
    for (float[] row : probabilities) {
      if (row.length != classes.size()) {
        throw new IllegalArgumentException(
            "there are %d classes, but %d probabilities".formatted(classes.size(), row.length));
      }
    }
  }

  /**
   * Restricts the answers to some classes, without rescaling them; 0 for classes that the version
   * does not know.
   */
  VersionAnswers among(Collection<String> wanted) {
    List<String> names = List.copyOf(wanted);
    Map<String, Integer> index = new HashMap<>();
    for (int i = 0; i < classes.size(); i++) {
      index.put(classes.get(i), i);
    }
    List<float[]> rows = new ArrayList<>();
    for (float[] row : probabilities) {
      float[] chosen = new float[names.size()];
      for (int i = 0; i < chosen.length; i++) {
        Integer at = index.get(names.get(i));
        chosen[i] = at == null ? 0 : row[at];
      }
      rows.add(chosen);
    }
    return new VersionAnswers(names, rows);
  }

  /** Returns the number of images by most probable class, without classes that have none. */
  public Map<String, Long> predicted() {
    Map<String, Long> counts = new HashMap<>();
    for (float[] row : probabilities) {
      counts.merge(classes.get(Argmax.of(row)), 1L, Long::sum);
    }
    return counts;
  }

  /** Returns the index of an image's most probable class. */
  public int best(int image) {
    return Argmax.of(probabilities.get(image));
  }
}
