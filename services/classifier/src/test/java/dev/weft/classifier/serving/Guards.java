package dev.weft.classifier.serving;

import dev.weft.classifier.trial.CheckProcess;
import dev.weft.classifier.trial.LoadGuard;
import dev.weft.classifier.trial.LoadHistory;
import dev.weft.classifier.trial.LoadLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Guards of loads, whose memory is a file in a test's folder. */
public final class Guards {

  static final int ATTEMPTS = 2;

  private Guards() {}

  public static LoadLimits limits(boolean check, Duration timeout, long memoryBytes) {
    return new LoadLimits(check, timeout, 128L << 20, memoryBytes, ATTEMPTS);
  }

  static LoadHistory history(Path dir) {
    return LoadHistory.in(dir.resolve("loads.json"), Map.of());
  }

  /** Loads at once. */
  static LoadGuard unchecked(Path dir) {
    return new LoadGuard(limits(false, Duration.ofMinutes(2), 0), history(dir));
  }

  /** Loads in a process of its own first. */
  static LoadGuard checked(Path dir) {
    return new LoadGuard(limits(true, Duration.ofMinutes(2), 0), history(dir));
  }

  /** Something else runs in the process of its own. */
  static LoadGuard checkedBy(Class<?> main, Duration timeout, Path dir) {
    var limits = limits(true, timeout, 512L << 20);
    return new LoadGuard(limits, history(dir), new CheckProcess(limits, main));
  }
}
