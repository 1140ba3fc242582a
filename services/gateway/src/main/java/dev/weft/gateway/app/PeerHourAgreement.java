package dev.weft.gateway.app;

import dev.weft.gateway.intake.HourKeys;
import dev.weft.gateway.reconcile.HourAgreement;
import dev.weft.gateway.views.ViewsUnavailableException;
import dev.weft.gateway.views.cluster.HttpPeers;
import dev.weft.gateway.views.streams.LocalViews;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.state.HostInfo;
import org.jboss.logging.Logger;

/**
 * Agreement by an endpoint that releases without hours in keys do not have. All owners of views
 * must have responded in two consecutive rounds, since a replica that is being restarted is missing
 * in one.
 */
final class PeerHourAgreement implements HourAgreement {

  private static final Logger LOG = Logger.getLogger(PeerHourAgreement.class);
  private static final int ROUNDS = 2;

  private final LocalViews local;
  private final HttpPeers peers;
  private final HourKeys hourKeys;
  private int rounds;

  PeerHourAgreement(LocalViews local, HttpPeers peers, HourKeys hourKeys) {
    this.local = local;
    this.peers = peers;
    this.hourKeys = hourKeys;
  }

  @Override
  public boolean isReached() {
    rounds = allAnswer() ? rounds + 1 : 0;
    return rounds >= ROUNDS;
  }

  private boolean allAnswer() {
    try {
      for (HostInfo owner : local.owners()) {
        if (!owner.equals(local.self())) {
          peers.known(owner, List.of());
        }
      }
      return true;
    } catch (ViewsUnavailableException e) {
      LOG.infof("upload keys are written without the hour for now: %s", e.getMessage());
      return false;
    }
  }

  @Override
  public void decided(Instant since) {
    hourKeys.decided(since);
  }
}
