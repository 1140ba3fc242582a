package dev.weft.gateway.reconcile;

import java.time.Instant;

/** Whether all gateways of an installation support keys of uploads with their hour. */
public interface HourAgreement {

  /** Whether they all do; called once per round until it is decided. */
  boolean isReached();

  /** Keys contain their hour since a moment; called in each round. */
  void decided(Instant since);
}
