package dev.weft.rollout.world;

import dev.weft.events.RolloutObserved;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The newest word of each classifier's replica. One is live while it was heard of within a time, by
 * this machine's clock, so that other machines' clocks do not matter. Thread-safe.
 */
final class Replicas {
  private final Duration timeout;
  private final InstantSource clock;
  private final Map<Name, Heard> heard = new ConcurrentHashMap<>();

  Replicas(Duration timeout, InstantSource clock) {
    this.timeout = timeout;
    this.clock = clock;
  }

  void accept(RolloutObserved word) {
    var name = new Name(word.model(), word.replica());
    if (word.leaving()) {
      heard.remove(name);
    } else {
      heard.put(name, new Heard(word, clock.instant()));
    }
  }

  List<RolloutObserved> live(String model) {
    Instant since = clock.instant().minus(timeout);
    heard.values().removeIf(word -> word.at().isBefore(since));
    return heard.values().stream()
        .map(Heard::word)
        .filter(word -> word.model().equals(model))
        .toList();
  }

  private record Name(String model, String replica) {}

  private record Heard(RolloutObserved word, Instant at) {}
}
