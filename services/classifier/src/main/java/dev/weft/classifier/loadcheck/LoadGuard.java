package dev.weft.classifier.loadcheck;

import java.util.Objects;

/**
 * Protection of the process that loads a version; shared by all models of a process.
 *
 * @param limits of time, memory and attempts
 * @param history of loads on this replica
 * @param check in a child process
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
