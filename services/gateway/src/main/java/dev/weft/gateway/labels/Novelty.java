package dev.weft.gateway.labels;

import dev.weft.events.image.FeatureSketch;
import dev.weft.events.image.ImageClassified;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Distances of images from the nearest covered image, by their feature sketches; updated with one
 * pass over the images for each newly covered one. Images with the same bytes have distance 0.
 * Images without sketches, or with incomparable ones, have distance {@value #FARTHEST}. Not
 * thread-safe.
 */
final class Novelty {

  /** Maximum of the Hellinger distance, in the unit of sketches. */
  static final double FARTHEST = 362;

  private final String[] contents;
  private final int[] spaces;
  private final byte[][] sketches;
  private final int[] nearest;
  private final Map<String, Integer> known = new HashMap<>();

  Novelty(List<Candidate> images) {
    int n = images.size();
    contents = new String[n];
    spaces = new int[n];
    sketches = new byte[n][];
    nearest = new int[n];
    Arrays.fill(nearest, (int) (FARTHEST * FARTHEST));
    for (int i = 0; i < n; i++) {
      ImageClassified answer = images.get(i).image().answer().orElse(null);
      if (answer == null) {
        continue;
      }
      contents[i] = answer.object().sha256();
      FeatureSketch sketch = answer.featureSketch();
      if (sketch != null) {
        spaces[i] = known.computeIfAbsent(sketch.space(), space -> known.size());
        sketches[i] = sketch.bytes();
      }
    }
  }

  /** Covers an image that is not in the list. */
  void cover(FeatureSketch sketch) {
    Integer space = known.get(sketch.space());
    if (space != null) {
      cover(space, sketch.bytes());
    }
  }

  /** Covers an image of the list. */
  void cover(int image) {
    if (sketches[image] != null) {
      cover(spaces[image], sketches[image]);
    }
    for (int i = 0; contents[image] != null && i < contents.length; i++) {
      if (contents[image].equals(contents[i])) {
        nearest[i] = 0;
      }
    }
    nearest[image] = 0;
  }

  private void cover(int space, byte[] sketch) {
    for (int i = 0; i < nearest.length; i++) {
      if (sketches[i] != null && spaces[i] == space && sketches[i].length == sketch.length) {
        nearest[i] = Math.min(nearest[i], square(sketches[i], sketch));
      }
    }
  }

  private static int square(byte[] a, byte[] b) {
    int sum = 0;
    for (int d = 0; d < a.length; d++) {
      int difference = a[d] - b[d];
      sum += difference * difference;
    }
    return sum;
  }

  /** Distance of an image from the nearest covered one, 0 to {@value #FARTHEST}. */
  double distance(int image) {
    return Math.sqrt(nearest[image]);
  }
}
