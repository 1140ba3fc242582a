package dev.weft.cli.rollout;

import dev.weft.client.RolloutClient;
import dev.weft.client.rollout.RolloutOutcome;
import dev.weft.client.rollout.RolloutState;
import dev.weft.console.ExitCode;
import dev.weft.console.Session;
import dev.weft.console.rollout.RolloutFollower;
import dev.weft.console.rollout.RolloutText;
import java.time.Duration;
import java.util.Optional;

/** What a command does that shows a rollout to its end. */
final class FollowedRollout {

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private FollowedRollout() {}

  /**
   * Shows it, and returns the exit code that says whether the candidate serves.
   *
   * @param state as it is now
   */
  static int print(Session session, RolloutClient rollouts, RolloutState state) {
    RolloutFollower follower = new RolloutFollower(session, rollouts, INTERVAL);
    RolloutState last = follower.follow(state);
    Optional<RolloutState.Ended> ended = last.ended(follower.followed());
    session.print(new RolloutText(session.style()).end(ended));
    session.printJson(last);
    boolean promoted = ended.filter(it -> it.outcome() == RolloutOutcome.PROMOTED).isPresent();
    return promoted ? ExitCode.OK : ExitCode.FAILED;
  }
}
