package dev.weft.gateway.intake;

import dev.weft.objectstore.StoreRefusedException;
import dev.weft.objectstore.StoreUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether keys of new uploads contain their hour. Gateways of earlier releases take such a key for
 * an object of another program, so keys have no hour until all gateways of an installation are
 * known to support it. That is decided once and permanently, and stored in the bucket, where each
 * gateway reads it. Thread-safe.
 */
public final class HourKeys {

  /** Until then another gateway may not have read the decision; each reads it twice a minute. */
  public static final Duration SETTLING = Duration.ofMinutes(10);

  private final Supplier<Optional<Instant>> decision;
  private final Clock clock;
  private volatile Instant since;
  private volatile boolean asked;

  /**
   * Starts with an unknown decision.
   *
   * @param decision reads the time of the decision; empty if there is none
   */
  public HourKeys(Supplier<Optional<Instant>> decision, Clock clock) {
    this.decision = decision;
    this.clock = clock;
  }

  /** Reads the decision. */
  public void refresh() {
    if (since == null) {
      decision.get().ifPresent(this::decided);
      asked = true;
    }
  }

  /** Sets the time of the decision. */
  public void decided(Instant when) {
    since = when;
  }

  boolean areOn() {
    if (since == null && !asked) {
      try {
        refresh();
      } catch (StoreUnavailableException | StoreRefusedException e) {
        // The concurrent caller is about to get the same result. Keys without an hour are always
        // valid.
        return false;
      }
    }
    return since != null;
  }

  /** Whether another gateway may still store uploads under keys without an hour. */
  boolean areSettling() {
    Instant when = since;
    return when != null && clock.instant().isBefore(when.plus(SETTLING));
  }
}
