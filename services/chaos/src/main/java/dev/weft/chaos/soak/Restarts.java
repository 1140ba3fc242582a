package dev.weft.chaos.soak;

import dev.weft.chaos.cluster.ClusterFiles;
import dev.weft.chaos.history.HistoryWriter;
import dev.weft.chaos.history.Operation;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Restarts replicas in turn, by SIGTERM and by SIGKILL, except for the first replica of each
 * service. These, the brokers and the store keep running while others leave and join.
 */
final class Restarts {
  private final ClusterFiles cluster;
  private final HistoryWriter history;
  private final List<String> replicas;
  private int turn;

  Restarts(ClusterFiles cluster, HistoryWriter history) {
    this.cluster = cluster;
    this.history = history;
    this.replicas = new ArrayList<>();
    for (String name : cluster.processes().keySet()) {
      if (name.matches(".*-([2-9]|[1-9][0-9]+)")) {
        replicas.add(name);
      }
    }
  }

  /** Restarts the next replica; does nothing if no service has a second one. */
  void next() throws IOException, InterruptedException {
    if (replicas.isEmpty()) {
      return;
    }
    String name = replicas.get(turn % replicas.size());
    boolean kill = turn / replicas.size() % 2 == 1;
    turn++;
    Instant at = Instant.now();
    cluster.restart(name, kill);
    history.add(
        new Operation.Fault(kill ? "kill" : "terminate", name, "started again", at, Instant.now()));
  }

  int done() {
    return turn;
  }
}
