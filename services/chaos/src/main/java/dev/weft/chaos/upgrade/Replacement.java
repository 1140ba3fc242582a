package dev.weft.chaos.upgrade;

import dev.weft.chaos.cluster.ClusterFiles;
import dev.weft.chaos.history.HistoryWriter;
import dev.weft.chaos.history.Operation;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Replaces the processes of a cluster, and records each step as a phase of the history. */
final class Replacement {
  private final ClusterFiles cluster;
  private final HistoryWriter history;
  private final Consumer<String> progress;

  /**
   * @param progress receives a line for each step, for people
   */
  Replacement(ClusterFiles cluster, HistoryWriter history, Consumer<String> progress) {
    this.cluster = cluster;
    this.history = history;
    this.progress = progress;
  }

  /**
   * Makes the change: the processes of each step are stopped with SIGTERM, then started with the
   * other release, and the next step waits until they are ready.
   *
   * @throws StartRefusedException if one does not become ready; later steps are not made
   */
  void make(Change change) throws IOException, InterruptedException, StartRefusedException {
    List<String> replaced = new ArrayList<>();
    for (List<String> step : change.steps()) {
      String name = change.name() + ": " + String.join(", ", step);
      history.add(new Operation.Phase(name, Instant.now()));
      progress.accept("%s to %s".formatted(name, change.to().name()));
      replaced.addAll(step);
      replace(step, change, replaced);
    }
  }

  private void replace(List<String> step, Change change, List<String> replaced)
      throws IOException, InterruptedException, StartRefusedException {
    Instant at = Instant.now();
    for (String process : step) {
      if (!cluster.stop(process)) {
        progress.accept(process + " did not end after SIGTERM, and was killed");
      }
    }
    for (String process : step) {
      change.to().install(cluster, process, change.settings(process));
    }
    try {
      cluster.start(step);
    } catch (IOException e) {
      throw new StartRefusedException(e.getMessage(), replaced, e);
    }
    for (String process : step) {
      history.add(new Operation.Fault("terminate", process, change.to().name(), at, Instant.now()));
    }
  }
}
