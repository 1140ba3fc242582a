package dev.weft.bench.rollout;

import dev.weft.bench.measure.Quantiles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Tells when latency is steady: the 95th percentiles of three windows in a row differ by a tenth of
 * their median at most, the first windows after a start left out.
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

  /** Whether it is not worth waiting any longer. */
  boolean isOver() {
    return windows.size() >= MOST_WINDOWS;
  }
}
