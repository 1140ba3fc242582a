package dev.weft.classifier.serving;

import dev.weft.classifier.loadcheck.CheckProcess;
import dev.weft.classifier.loadcheck.LoadGuard;
import dev.weft.classifier.loadcheck.LoadHistory;
import dev.weft.classifier.loadcheck.LoadLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Load guards that store their history in a file of the test's folder. */
public final class Guards {

  static final int ATTEMPTS = 2;

  private Guards() {}

  public static LoadLimits limits(boolean check, Duration timeout, long memoryBytes) {
    return new LoadLimits(check, timeout, 128L << 20, memoryBytes, ATTEMPTS);
  }

  static LoadHistory history(Path dir) {
    return LoadHistory.in(dir.resolve("loads.json"), Map.of());
  }

  /** Loads without a check in a separate process. */
  static LoadGuard unchecked(Path dir) {
    return new LoadGuard(limits(false, Duration.ofMinutes(2), 0), history(dir));
  }

  /** Checks each version in a separate process before it loads it. */
  static LoadGuard checked(Path dir) {
    return new LoadGuard(limits(true, Duration.ofMinutes(2), 0), history(dir));
  }

  /** Runs another main class in the separate process. */
  static LoadGuard checkedBy(Class<?> main, Duration timeout, Path dir) {
    var limits = limits(true, timeout, 512L << 20);
    return new LoadGuard(limits, history(dir), new CheckProcess(limits, main));
  }
}
