package dev.weft.modelstore.reference;

import dev.weft.modelstore.reference.FeatureReference.Group;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Collects test images' pooled features and computes a reference: in each of {@value #GROUPS}
 * groups, bins with equal numbers of images, at most {@value #MOST_BINS} bins and at least {@value
 * #IMAGES_A_BIN} images per bin. Takes 128 bytes per image. Not thread-safe.
 */
public final class FeatureSample {
  private static final int GROUPS = 16;
  private static final int MOST_BINS = 10;
  private static final int IMAGES_A_BIN = 10;

  private final List<double[]> images = new ArrayList<>();

  /**
   * Adds an image.
   *
   * @param features pooled, {@value FeatureReference#FEATURES} values
   * @throws IllegalArgumentException if their number is wrong, or one is not finite
   */
  public void add(float[] features) {
    double[] sums = FeatureGroups.sums(features, GROUPS);
    for (double sum : sums) {
      if (!Double.isFinite(sum)) {
        throw new IllegalArgumentException(
            "pooled features must be finite, but their sum is " + sum);
      }
    }
    images.add(sums);
  }

  /**
   * Returns the reference; empty if there are too few images, or the sums of a group are all equal.
   */
  public Optional<FeatureReference> reference() {
    List<Group> groups = new ArrayList<>();
    for (int g = 0; g < GROUPS; g++) {
      int group = g;
      double[] sums = images.stream().mapToDouble(all -> all[group]).sorted().toArray();
      double[] edges = edges(sums);
      if (edges.length == 0) {
        return Optional.empty();
      }
      groups.add(new Group(boxed(edges), counts(sums, edges)));
    }
    return Optional.of(new FeatureReference(groups));
  }

  /** In the middle between two images, so that neither is close to an edge. */
  private static double[] edges(double[] sorted) {
    int bins = Math.min(MOST_BINS, sorted.length / IMAGES_A_BIN);
    double[] edges = new double[Math.max(0, bins - 1)];
    int count = 0;
    for (int bin = 1; bin < bins; bin++) {
      int first = (int) ((long) bin * sorted.length / bins);
      double edge = sorted[first - 1] + (sorted[first] - sorted[first - 1]) / 2;
      if (sorted[first - 1] < sorted[first] && (count == 0 || edge > edges[count - 1])) {
        edges[count++] = edge;
      }
    }
    return Arrays.copyOf(edges, count);
  }

  private static List<Double> boxed(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  private static List<Long> counts(double[] values, double[] edges) {
    Long[] counts = new Long[edges.length + 1];
    Arrays.fill(counts, 0L);
    for (double value : values) {
      counts[FeatureBinning.bin(edges, value)]++;
    }
    return List.of(counts);
  }
}
