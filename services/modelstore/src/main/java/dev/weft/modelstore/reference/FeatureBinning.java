package dev.weft.modelstore.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Determines the bins of an image's pooled features. Thread-safe. */
public final class FeatureBinning {
  private final List<double[]> edges;

  FeatureBinning(List<double[]> edges) {
    this.edges = edges;
  }

  /**
   * Returns a bin, from 0, for each group.
   *
   * @param features pooled, {@value FeatureReference#FEATURES} values
   * @throws IllegalArgumentException if their number is wrong
   */
  public List<Integer> bins(float[] features) {
    double[] sums = FeatureGroups.sums(features, edges.size());
    List<Integer> bins = new ArrayList<>();
    for (int group = 0; group < sums.length; group++) {
      bins.add(bin(edges.get(group), sums[group]));
    }
    return List.copyOf(bins);
  }

  /** Returns the number of edges that are not above a value; NaN counts as above all. */
  static int bin(double[] edges, double value) {
    int found = Arrays.binarySearch(edges, value);
    return found >= 0 ? found + 1 : -found - 1;
  }
}
