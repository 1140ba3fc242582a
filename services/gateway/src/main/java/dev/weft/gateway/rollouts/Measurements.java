package dev.weft.gateway.rollouts;

import dev.weft.events.model.ModelMeasured;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What versions did to live images, by windows. Bounded: the oldest windows are forgotten first.
 * Thread-safe.
 */
public final class Measurements {

  /** No window is longer. */
  private static final Duration LONGEST = Duration.ofHours(1);

  private final int kept;
  private final NavigableMap<WindowKey, Window> windows = new TreeMap<>();

  /**
   * None yet.
   *
   * @param kept windows of all models, versions, roles and partitions; each takes mostly less than
   *     1 KiB, and up to 6 where thousands of images are in one
   */
  public Measurements(int kept) {
    this.kept = kept;
  }

  /** Takes a measurement in; of two of a window the one that was made later counts. */
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
   * What each version of a model did, by version.
   *
   * @param since windows that end later count, if they are still known
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

  /** How many windows are known. */
  public synchronized int size() {
    return windows.size();
  }
}
