package dev.weft.gateway.intake;

import dev.weft.objectstore.StoreRefusedException;
import dev.weft.objectstore.StoreUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether keys of uploads say their hour. Gateways of a release before take such a key for one that
 * others put, so keys have no hour until all gateways of an installation are known to understand
 * it. That is decided once, for good, and written into the bucket, where each gateway reads it.
 * Thread-safe.
 */
public final class HourKeys {

  /** After the decision another gateway may not have read it; each asks once a minute. */
  private static final Duration SETTLING = Duration.ofMinutes(10);

  private final Supplier<Optional<Instant>> decision;
  private final Clock clock;
  private volatile Instant since;
  private volatile boolean asked;

  /**
   * Not decided as far as is known.
   *
   * @param decision reads when it was decided; empty if it was not
   */
  public HourKeys(Supplier<Optional<Instant>> decision, Clock clock) {
    this.decision = decision;
    this.clock = clock;
  }

  /** Asks whether it was decided meanwhile. */
  public void refresh() {
    if (since == null) {
      decision.get().ifPresent(this::decided);
      asked = true;
    }
  }

  /** It was decided, at a moment. */
  public void decided(Instant when) {
    since = when;
  }

  boolean areOn() {
    if (since == null && !asked) {
      try {
        refresh();
      } catch (StoreUnavailableException | StoreRefusedException e) {
        // Who asks is about to hear the same. Keys without an hour are right at any time.
        return false;
      }
    }
    return since != null;
  }

  /** Whether another gateway may still store without an hour. */
  boolean areSettling() {
    Instant when = since;
    return when != null && clock.instant().isBefore(when.plus(SETTLING));
  }
}
