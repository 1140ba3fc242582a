package dev.weft.rollout.measure;

import dev.weft.events.model.FeatureBins;
import java.util.ArrayList;
import java.util.List;

/**
 * Images by group and bin of their pooled features; the last bin of a group has an image. Bounded
 * as in events: {@link FeatureBins#MOST} groups of as many bins.
 *
 * @param groups images by bin; every group counts the same number of images
 */
public record BinCounts(List<List<Long>> groups) {

  /** No images. */
  public static final BinCounts NONE = new BinCounts(List.of());

  public BinCounts {
    groups = groups.stream().map(List::copyOf).toList();
  }

  /** The counts of an event, where null means none. */
  static BinCounts of(List<List<Long>> groups) {
    return groups == null ? NONE : new BinCounts(groups);
  }

  /** The counts as in an event. */
  List<List<Long>> toEvent() {
    return groups.isEmpty() ? null : groups;
  }

  /** Number of images. */
  public long images() {
    return groups.stream()
        .mapToLong(bins -> bins.stream().mapToLong(Long::longValue).sum())
        .max()
        .orElse(0);
  }

  /** Adds an image; null changes nothing. */
  BinCounts plusImage(List<Integer> bins) {
    return bins == null ? this : plus(new BinCounts(bins.stream().map(BinCounts::one).toList()));
  }

  private static List<Long> one(int bin) {
    var counts = new ArrayList<Long>();
    for (int i = 0; i < bin; i++) {
      counts.add(0L);
    }
    counts.add(1L);
    return counts;
  }

  /** The sum. */
  BinCounts plus(BinCounts other) {
    int count = Math.max(groups.size(), other.groups.size());
    var sums = new ArrayList<List<Long>>(count);
    for (int i = 0; i < count; i++) {
      sums.add(sum(at(i), other.at(i)));
    }
    return new BinCounts(sums);
  }

  private List<Long> at(int group) {
    return group < groups.size() ? groups.get(group) : List.of();
  }

  private static List<Long> sum(List<Long> one, List<Long> other) {
    List<Long> longer = one.size() >= other.size() ? one : other;
    List<Long> shorter = longer == one ? other : one;
    var sum = new ArrayList<Long>(longer);
    for (int i = 0; i < shorter.size(); i++) {
      sum.set(i, sum.get(i) + shorter.get(i));
    }
    return sum;
  }

  /** Total number of bins over all groups. */
  int size() {
    return groups.stream().mapToInt(List::size).sum();
  }
}
