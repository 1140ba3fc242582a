package dev.weft.gateway.rollouts;

import dev.weft.events.model.ModelMeasured;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Figures of versions on live images, by windows. Bounded: the oldest windows are dropped first.
 * Thread-safe.
 */
public final class MeasuredWindows {

  /** Upper limit of a window's length. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private final int kept;
  private final NavigableMap<WindowKey, Window> windows = new TreeMap<>();

  /**
   * Starts empty.
   *
   * @param kept maximum number of windows of all models, versions, roles and partitions; each
   *     usually takes less than 1 KiB, and up to 6 KiB if it has thousands of images
   */
  public MeasuredWindows(int kept) {
    this.kept = kept;
  }

  /** Processes a measurement; replaces an earlier one of the same window. */
  public synchronized void apply(ModelMeasured event) {
    windows.merge(
        WindowKey.of(event),
        Window.of(event),
        (before, now) -> now.measuredAt().isBefore(before.measuredAt()) ? before : now);
    if (windows.size() > kept) {
      windows.pollFirstEntry();
    }
  }

  /**
   * Figures of each version of a model, by version.
   *
   * @param since windows that end later are included, if they are still in memory
   */
  public synchronized List<VersionFigures> since(String model, Instant since) {
    Map<Integer, VersionSum> sums = new TreeMap<>();
    windows
        .tailMap(WindowKey.begin(since.minus(LONGEST)), true)
        .forEach(
            (key, window) -> {
              if (key.model().equals(model) && window.to().isAfter(since)) {
                sums.computeIfAbsent(key.version(), none -> new VersionSum())
                    .add(key.role(), window);
              }
            });
    return sums.entrySet().stream().map(sum -> sum.getValue().figures(sum.getKey())).toList();
  }

  /** Number of windows. */
  public synchronized int size() {
    return windows.size();
  }
}
