package dev.weft.gateway.labels;

import dev.weft.events.image.ImageClassified;
import dev.weft.modelstore.reference.FeatureReference;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Distance of an image's pooled features from the median of a version's test images. In each group
 * of features let {@code r} be the share of the test images below the image's bin, plus half of
 * those in it; then it is
 *
 * <pre>max(0, 2 mean(|2 r - 1|) - 1)</pre>
 *
 * <p>which is 0 for an image amid the others, and 1 for one beyond all of them in each group.
 */
final class OutlierScore {

  private OutlierScore() {}

  /** The score, 0..1; empty if the answer has no bins, or others than the reference. */
  static OptionalDouble of(ImageClassified answer, FeatureReference reference) {
    List<Integer> bins = answer.featureBins();
    List<List<Long>> groups = reference.images();
    if (bins == null || bins.size() != groups.size()) {
      return OptionalDouble.empty();
    }
    double sum = 0;
    for (int group = 0; group < groups.size(); group++) {
      if (bins.get(group) >= groups.get(group).size()) {
        return OptionalDouble.empty();
      }
      sum += Math.abs(2 * rank(groups.get(group), bins.get(group)) - 1);
    }
    return OptionalDouble.of(Math.max(0, 2 * sum / groups.size() - 1));
  }

  private static double rank(List<Long> images, int bin) {
    double below = images.subList(0, bin).stream().mapToLong(Long::longValue).sum();
    double all = images.stream().mapToLong(Long::longValue).sum();
    return all == 0 ? 0.5 : (below + images.get(bin) / 2.0) / all;
  }
}
