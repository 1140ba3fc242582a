package dev.weft.rollout.drift;

import dev.weft.events.ModelRef;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Which versions' drifts have begun and not ended. A begin is an event, of any replica, and so
 * known after a restart; an end is remembered here alone. Thread-safe.
 */
final class Alarms {

  private final Map<ModelRef, Instant> begun = new HashMap<>();
  private final Map<ModelRef, Instant> ended = new HashMap<>();

  synchronized void begun(ModelRef model, Instant when) {
    begun.merge(model, when, (one, other) -> one.isAfter(other) ? one : other);
  }

  synchronized void ended(ModelRef model, Instant when) {
    ended.put(model, when);
  }

  synchronized boolean isOn(ModelRef model) {
    Instant last = begun.get(model);
    return last != null && last.isAfter(ended.getOrDefault(model, Instant.MIN));
  }
}
