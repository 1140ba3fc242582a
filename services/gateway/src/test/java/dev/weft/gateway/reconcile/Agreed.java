package dev.weft.gateway.reconcile;

import java.time.Instant;

/** An agreement that is reached at once, unless a test sets otherwise. */
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
