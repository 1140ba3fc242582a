package dev.weft.gateway.reconcile;

import java.time.Instant;

/** Decided at once, unless a test says otherwise. */
final class Agreed implements HourAgreement {
  boolean reached = true;
  Instant since;

  @Override
  public boolean isReached() {
    return reached;
  }

  @Override
  public void decided(Instant moment) {
    since = moment;
  }
}
