package dev.weft.rollout.judge;

import dev.weft.rollout.judge.interval.Interval;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Distance between two distributions of labels: the {@link StabilityIndex} over all labels that
 * either has.
 */
public final class LabelShift {

  private LabelShift() {}

  /**
   * The index, at least 0; unknown if a side has no images.
   *
   * @param live images by label
   * @param reference images by label
   * @param confidence of the interval, above 0 and below 1
   */
  public static Interval of(
      Map<String, Long> live, Map<String, Long> reference, double confidence) {
    Set<String> labels = new TreeSet<>(live.keySet());
    labels.addAll(reference.keySet());
    return StabilityIndex.of(images(live, labels), images(reference, labels)).interval(confidence);
  }

  private static long[] images(Map<String, Long> side, Set<String> labels) {
    return labels.stream().mapToLong(label -> side.getOrDefault(label, 0L)).toArray();
  }
}
