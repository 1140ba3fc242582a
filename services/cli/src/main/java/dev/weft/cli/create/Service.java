package dev.weft.cli.create;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.cli.Pause;
import dev.weft.cli.Session;
import dev.weft.cli.client.RolloutClient;
import dev.weft.cli.terminal.Progress;
import java.time.Duration;
import java.util.Optional;

/** Waits until a version that was published answers. */
final class Service {
  private static final Duration INTERVAL = Duration.ofMillis(250);
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final Session session;
  private final RolloutClient rollouts;

  Service(Session session, RolloutClient rollouts) {
    this.session = session;
    this.rollouts = rollouts;
  }

  /**
   * Whether it serves now; not if another version does, which it must first do better than, or if
   * no classifier has loaded it in time.
   */
  boolean await(String model, int version) {
    long until = System.nanoTime() + LIMIT.toNanos();
    try (Progress progress = session.progressWithoutTimeLeft("loading")) {
      while (true) {
        Optional<JsonNode> state = rollouts.of(model);
        int serving = state.map(now -> now.path("serving").asInt(0)).orElse(0);
        if (serving > 0 && serving != version) {
          return false;
        }
        int loaded = state.map(now -> loaded(now, version)).orElse(0);
        int live = state.map(Service::live).orElse(0);
        progress.update(loaded, live, "");
        if (serving == version && live > 0 && loaded == live) {
          return true;
        }
        if (System.nanoTime() > until) {
          session.note("no classifier has loaded it within " + LIMIT.toMinutes() + " minutes");
          return false;
        }
        Pause.of(INTERVAL);
      }
    }
  }

  private static int live(JsonNode state) {
    int live = 0;
    for (JsonNode replica : state.path("replicas")) {
      live += replica.path("live").asBoolean() ? 1 : 0;
    }
    return live;
  }

  private static int loaded(JsonNode state, int version) {
    int loaded = 0;
    for (JsonNode replica : state.path("replicas")) {
      boolean answers = replica.path("serving").asInt(0) == version;
      loaded += replica.path("live").asBoolean() && answers ? 1 : 0;
    }
    return loaded;
  }
}
