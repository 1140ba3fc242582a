package dev.weft.cli.create;

import dev.weft.client.RolloutClient;
import dev.weft.client.rollout.LoadState;
import dev.weft.client.rollout.Replica;
import dev.weft.client.rollout.RolloutState;
import dev.weft.console.CommandSession;
import dev.weft.console.Pause;
import dev.weft.console.terminal.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Waits until a published version serves. */
final class ServedVersion {
  private static final Duration INTERVAL = Duration.ofMillis(250);
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final CommandSession session;
  private final RolloutClient rollouts;

  ServedVersion(CommandSession session, RolloutClient rollouts) {
    this.session = session;
    this.rollouts = rollouts;
  }

  /**
   * Returns whether the version serves in time; false if another version keeps serving until this
   * one proves better, if no classifier accepts it, or if none has loaded it in time.
   */
  boolean await(String model, int version) {
    long until = System.nanoTime() + LIMIT.toNanos();
    try (Progress progress = session.progressWithoutTimeLeft("loading")) {
      while (true) {
        Optional<RolloutState> state = rollouts.find(model);
        int serving = state.map(RolloutState::serving).orElse(0);
        if (serving > 0 && serving != version) {
          return false;
        }
        List<Replica> replicas = state.map(ServedVersion::live).orElse(List.of());
        int live = replicas.size();
        int loaded =
            (int)
                replicas.stream()
                    .filter(it -> it.serving() != null && it.serving() == version)
                    .count();
        progress.update(loaded, live, "");
        if (serving == version && live > 0 && loaded == live) {
          return true;
        }
        List<String> refusals = refusals(replicas, version);
        if (live > 0 && refusals.size() == live) {
          session.note("all classifiers reject it: " + refusals.get(0));
          return false;
        }
        if (System.nanoTime() > until) {
          session.note("no classifier has loaded it within " + LIMIT.toMinutes() + " minutes");
          return false;
        }
        Pause.of(INTERVAL);
      }
    }
  }

  /** Returns why replicas permanently refuse to load a version. */
  private static List<String> refusals(List<Replica> replicas, int version) {
    return replicas.stream()
        .flatMap(replica -> replica.versions().stream())
        .filter(held -> held.version() == version && held.state() == LoadState.REFUSED)
        .map(Replica.Version::reason)
        .toList();
  }

  private static List<Replica> live(RolloutState state) {
    return state.replicas().stream().filter(Replica::live).toList();
  }
}
