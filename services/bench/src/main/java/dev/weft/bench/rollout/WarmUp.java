package dev.weft.bench.rollout;

import dev.weft.bench.measure.Quantiles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Detects steady latency: the 95th percentiles of three consecutive windows differ by at most a
 * tenth of their median; the first windows after a start are ignored.
 */
final class WarmUp {
  private static final int COLD_WINDOWS = 3;
  private static final int WINDOWS = 3;
  private static final int MOST_WINDOWS = 15;
  private static final double SPREAD = 0.10;

  private final List<Double> windows = new ArrayList<>();

  void add(Quantiles window) {
    windows.add(window.p95());
  }

  boolean isSteady() {
    int count = windows.size();
    if (count < COLD_WINDOWS + WINDOWS) {
      return false;
    }
    List<Double> last = new ArrayList<>(windows.subList(count - WINDOWS, count));
    Collections.sort(last);
    return last.get(WINDOWS - 1) - last.get(0) <= SPREAD * last.get(WINDOWS / 2);
  }

  /** Whether to stop waiting for steady latency. */
  boolean isOver() {
    return windows.size() >= MOST_WINDOWS;
  }
}
