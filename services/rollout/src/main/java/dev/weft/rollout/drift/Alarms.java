package dev.weft.rollout.drift;

import dev.weft.events.ModelRef;
import dev.weft.events.model.ModelDrifted.Of;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Which versions' drifts have begun and not ended, of labels and of features apart. A begin is an
 * event, of any replica, and so known after a restart; an end is remembered here alone.
 * Thread-safe.
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
