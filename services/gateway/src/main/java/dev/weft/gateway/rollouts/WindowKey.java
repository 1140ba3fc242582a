package dev.weft.gateway.rollouts;

import dev.weft.events.model.ModelMeasured;
import dev.weft.events.model.ServingRole;
import java.time.Instant;
import java.util.Comparator;

/**
 * Key of a measurement; a later one with the same key replaces it.
 *
 * @param from start of the window
 * @param model the model's name
 * @param version of the model
 * @param role of the version for the images
 * @param partition of the image topics
 */
record WindowKey(Instant from, String model, int version, ServingRole role, int partition)
    implements Comparable<WindowKey> {

  private static final Comparator<WindowKey> OLDEST_FIRST =
      Comparator.comparing(WindowKey::from)
          .thenComparing(WindowKey::model)
          .thenComparingInt(WindowKey::version)
          .thenComparing(WindowKey::role)
          .thenComparingInt(WindowKey::partition);

  static WindowKey of(ModelMeasured event) {
    return new WindowKey(
        event.from(),
        event.model().name(),
        event.model().version(),
        event.role(),
        event.partition());
  }

  /** Sorts before all keys with this start. */
  static WindowKey begin(Instant from) {
    return new WindowKey(from, "", 0, ServingRole.PRIMARY, 0);
  }

  @Override
  public int compareTo(WindowKey other) {
    return OLDEST_FIRST.compare(this, other);
  }
}
