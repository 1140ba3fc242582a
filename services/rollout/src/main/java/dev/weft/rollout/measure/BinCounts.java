package dev.weft.rollout.measure;

import dev.weft.events.model.FeatureBins;
import java.util.ArrayList;
import java.util.List;

/**
 * Images by group and bin of their pooled features; a group ends with the last bin that has an
 * image. Bounded as events are: {@link FeatureBins#MOST} groups of as many bins.
 *
 * @param groups images by bin; of all groups as many images
 */
public record BinCounts(List<List<Long>> groups) {

  /** Of no images. */
  public static final BinCounts NONE = new BinCounts(List.of());

  public BinCounts {
    groups = groups.stream().map(List::copyOf).toList();
  }

  /** What an event says, which is null where there are none. */
  static BinCounts of(List<List<Long>> groups) {
    return groups == null ? NONE : new BinCounts(groups);
  }

  /** As events say it. */
  List<List<Long>> toEvent() {
    return groups.isEmpty() ? null : groups;
  }

  /** How many. */
  public long images() {
    return groups.stream()
        .mapToLong(bins -> bins.stream().mapToLong(Long::longValue).sum())
        .max()
        .orElse(0);
  }

  /** With an image more; null changes nothing. */
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

  /** Numbers in all. */
  int size() {
    return groups.stream().mapToInt(List::size).sum();
  }
}
