package dev.weft.rollout.judge;

import java.util.List;

/**
 * Distance between two distributions of pooled features: the mean of the {@link StabilityIndex}es
 * of their sums in groups. The expected value under no shift is subtracted from each index first,
 * so that errors above and below 0 cancel out.
 */
public final class FeatureShift {

  private FeatureShift() {}

  /**
   * The index, at least 0; NaN if a side has no images, or the two do not have the same groups and
   * bins.
   *
   * @param live images by group and bin; trailing bins without images may be missing
   * @param reference images by group and bin
   */
  public static double of(List<List<Long>> live, List<List<Long>> reference) {
    if (live.size() != reference.size()) {
      return Double.NaN;
    }
    double sum = 0;
    for (int group = 0; group < reference.size(); group++) {
      sum += excess(live.get(group), reference.get(group));
    }
    return Math.max(0, sum / reference.size());
  }

  private static double excess(List<Long> live, List<Long> reference) {
    int bins = reference.size();
    return live.size() > bins
        ? Double.NaN
        : StabilityIndex.of(images(live, bins), images(reference, bins)).excess();
  }

  private static long[] images(List<Long> counted, int bins) {
    long[] images = new long[bins];
    for (int bin = 0; bin < counted.size(); bin++) {
      images[bin] = counted.get(bin);
    }
    return images;
  }
}
