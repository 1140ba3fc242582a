package dev.weft.cli.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.cli.ExitCode;
import dev.weft.cli.Session;
import dev.weft.cli.client.RolloutClient;
import java.time.Duration;

/** What a command does that shows a rollout to its end. */
final class FollowedRollout {

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private FollowedRollout() {}

  /**
   * Shows it, and returns the exit code that says whether the candidate serves.
   *
   * @param state as it is now
   */
  static int print(Session session, RolloutClient rollouts, JsonNode state) {
    RolloutFollower follower = new RolloutFollower(session, rollouts, INTERVAL);
    JsonNode last = follower.follow(state);
    JsonNode ended = RolloutText.ended(last, follower.followed());
    session.print(new RolloutText(session.style()).end(ended));
    session.printJson(last);
    return ended.path("outcome").asText().equals("promoted") ? ExitCode.OK : ExitCode.FAILED;
  }
}
