package dev.weft.events.model;

import dev.weft.events.Require;
import java.util.ArrayList;
import java.util.List;

/** Bins of pooled features in events: one list entry for each group of features. */
public final class FeatureBins {

  /** Maximum number of groups, and of bins in each, to bound the size of events. */
  public static final int MOST = 64;

  private FeatureBins() {}

  /** Validates one image's bin in each group; null if unknown. */
  public static List<Integer> ofImage(List<Integer> bins) {
    if (bins == null) {
      return null;
    }
    size("featureBins", bins);
    for (Integer bin : bins) {
      if (bin == null || bin < 0 || bin >= MOST) {
        throw new IllegalArgumentException(
            "a bin of featureBins must be 0 to " + (MOST - 1) + ", but is " + bin);
      }
    }
    return List.copyOf(bins);
  }

  /** Validates numbers of images by group and bin; null if there are none. */
  static List<List<Long>> counted(List<List<Long>> groups) {
    if (groups == null) {
      return null;
    }
    size("featureBins", groups);
    var copies = new ArrayList<List<Long>>();
    for (List<Long> bins : groups) {
      if (bins == null) {
        throw new IllegalArgumentException("a group of featureBins is missing");
      }
      size("a group of featureBins", bins);
      bins.forEach(images -> Require.atLeast("images of a bin", images, 0));
      copies.add(List.copyOf(bins));
    }
    return List.copyOf(copies);
  }

  private static void size(String name, List<?> values) {
    if (values.isEmpty() || values.size() > MOST) {
      throw new IllegalArgumentException(
          name + " must have 1 to " + MOST + " entries, but has " + values.size());
    }
  }
}
