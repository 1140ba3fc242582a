package dev.weft.rollout.drift;

import dev.weft.events.ModelRef;
import dev.weft.events.model.ModelDrifted.Of;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * The versions whose drift has begun and not ended, separately for labels and features. The begin
 * of a drift is an event, of whichever replica detected it, and so known after a restart; its end
 * is only remembered in memory. Thread-safe.
 */
final class Alarms {

  private record WatchedFeature(ModelRef model, Of of) {}

  private final Map<WatchedFeature, Instant> begun = new HashMap<>();
  private final Map<WatchedFeature, Instant> ended = new HashMap<>();

  synchronized void begun(ModelRef model, Of of, Instant when) {
    begun.merge(
        new WatchedFeature(model, of), when, (one, other) -> one.isAfter(other) ? one : other);
  }

  synchronized void ended(ModelRef model, Of of, Instant when) {
    ended.put(new WatchedFeature(model, of), when);
  }

  synchronized boolean isOn(ModelRef model, Of of) {
    var watch = new WatchedFeature(model, of);
    Instant last = begun.get(watch);
    return last != null && last.isAfter(ended.getOrDefault(watch, Instant.MIN));
  }
}
