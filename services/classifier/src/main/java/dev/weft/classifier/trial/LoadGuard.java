package dev.weft.classifier.trial;

import java.util.Objects;

/**
 * What keeps a version from taking down the process that loads it; the same for all models of a
 * process.
 *
 * @param limits of time, memory and attempts
 * @param history of what was loaded here before
 * @param check in a process of its own
 */
public record LoadGuard(LoadLimits limits, LoadHistory history, CheckProcess check) {

  public LoadGuard {
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(history, "history");
    Objects.requireNonNull(check, "check");
  }

  public LoadGuard(LoadLimits limits, LoadHistory history) {
    this(limits, history, new CheckProcess(limits));
  }
}
