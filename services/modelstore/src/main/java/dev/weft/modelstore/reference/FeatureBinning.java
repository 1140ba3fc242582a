package dev.weft.modelstore.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Tells which bins an image's pooled features fall into. Thread-safe. */
public final class FeatureBinning {
  private final List<double[]> edges;

  FeatureBinning(List<double[]> edges) {
    this.edges = edges;
  }

  /**
   * A bin, from 0, for each group.
   *
   * @param features pooled, {@value FeatureReference#FEATURES} of them
   * @throws IllegalArgumentException if there are more or fewer
   */
  public List<Integer> bins(float[] features) {
    double[] sums = FeatureGroups.sums(features, edges.size());
    List<Integer> bins = new ArrayList<>();
    for (int group = 0; group < sums.length; group++) {
      bins.add(bin(edges.get(group), sums[group]));
    }
    return List.copyOf(bins);
  }

  /** How many edges are not above a value; what is no number lies above all. */
  static int bin(double[] edges, double value) {
    int found = Arrays.binarySearch(edges, value);
    return found >= 0 ? found + 1 : -found - 1;
  }
}
