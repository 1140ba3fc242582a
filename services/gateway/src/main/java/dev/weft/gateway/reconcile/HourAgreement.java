package dev.weft.gateway.reconcile;

import java.time.Instant;

/** Whether all gateways of an installation understand keys of uploads that say their hour. */
public interface HourAgreement {

  /** Asked once a round, until it is decided. */
  boolean isReached();

  /** Keys have their hour since a moment; said in each round. */
  void decided(Instant since);
}
