package dev.weft.gateway.views;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Number of images by label, over some partitions.
 *
 * @param partitions that are included
 * @param images number of images by label; at most {@link #MAX_LABELS} labels
 * @param labeled number of images with any label
 */
public record LabelCounts(Set<Integer> partitions, Map<String, Long> images, long labeled) {

  /** Maximum number of distinct labels; images with others only count as labeled. */
  public static final int MAX_LABELS = 1_000;

  public LabelCounts {
    partitions = Set.copyOf(partitions);
    images = Map.copyOf(images);
  }

  /** The sum of several replicas' counts. */
  public static LabelCounts sum(Collection<LabelCounts> parts) {
    Set<Integer> partitions = new TreeSet<>();
    Map<String, Long> images = new TreeMap<>();
    long labeled = 0;
    for (LabelCounts part : parts) {
      partitions.addAll(part.partitions());
      part.images().forEach((label, count) -> add(images, label, count));
      labeled += part.labeled();
    }
    return new LabelCounts(partitions, images, labeled);
  }

  private static void add(Map<String, Long> images, String label, long count) {
    if (images.size() < MAX_LABELS || images.containsKey(label)) {
      images.merge(label, count, Long::sum);
    }
  }
}
