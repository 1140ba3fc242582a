package dev.weft.cli.rollout;

import dev.weft.client.RolloutClient;
import dev.weft.client.rollout.RolloutOutcome;
import dev.weft.client.rollout.RolloutState;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.rollout.RolloutFollower;
import dev.weft.console.rollout.RolloutText;
import java.time.Duration;
import java.util.Optional;

/** Shows a rollout until it ends. */
final class FollowedRollout {

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private FollowedRollout() {}

  /**
   * Shows the rollout; returns the exit code, which is 0 if the candidate serves.
   *
   * @param state the current state
   */
  static int print(CommandSession session, RolloutClient rollouts, RolloutState state) {
    RolloutFollower follower = new RolloutFollower(session, rollouts, INTERVAL);
    RolloutState last = follower.follow(state);
    Optional<RolloutState.Ended> ended = last.ended(follower.followed());
    session.print(new RolloutText(session.style()).end(ended));
    session.printJson(last);
    boolean promoted = ended.filter(it -> it.outcome() == RolloutOutcome.PROMOTED).isPresent();
    return promoted ? ExitCode.OK : ExitCode.FAILED;
  }
}
