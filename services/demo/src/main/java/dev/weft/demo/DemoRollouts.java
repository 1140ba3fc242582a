package dev.weft.demo;

import dev.weft.client.RolloutClient;
import dev.weft.client.WeftClient;
import dev.weft.client.rollout.OrderQuery;
import dev.weft.client.rollout.OrderTerms;
import dev.weft.client.rollout.RolloutCondition;
import dev.weft.client.rollout.RolloutMetric;
import dev.weft.client.rollout.RolloutPolicy;
import dev.weft.client.rollout.RolloutState;
import dev.weft.client.rollout.RolloutStep;
import dev.weft.client.rollout.RolloutStrategy;
import dev.weft.console.CliException;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.rollout.RolloutFollower;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Rolls versions out on live drawings, and shows the progress. */
final class DemoRollouts {
  private static final Duration INTERVAL = Duration.ofMillis(500);

  /** A busy machine may take minutes to check and load a version. */
  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  /**
   * For few images and little time: some tens of images show that a version is not worse by a
   * fifth. Shadow first, then a quarter and a half of the images; the candidate keeps shadowing the
   * others, so that accuracies are compared on the same drawings.
   */
  private static final RolloutPolicy POLICY =
      new RolloutPolicy(
          null,
          RolloutStrategy.SHADOW_CANARY,
          List.of(
              RolloutStep.shadow(100),
              RolloutStep.judged(),
              RolloutStep.weight(25),
              RolloutStep.judged(),
              RolloutStep.weight(50),
              RolloutStep.judged()),
          new RolloutPolicy.Analysis(
              2,
              null,
              List.of(
                  new RolloutCondition(RolloutMetric.ACCURACY, "difference >= -0.2", null, 60, 10),
                  new RolloutCondition(RolloutMetric.FAILURE_RATE, "value <= 0.3", null, 60, 10))),
          0,
          null);

  private final CommandSession session;
  private final WeftClient client;
  private final RolloutClient rollouts;
  private final DemoImages images;
  private final Map<String, String> tags;

  /**
   * @param tags the tags of live drawings
   */
  DemoRollouts(
      CommandSession session, WeftClient client, DemoImages images, Map<String, String> tags) {
    this.session = session;
    this.client = client;
    this.rollouts = client.rollouts();
    this.images = images;
    this.tags = tags;
  }

  /** Sets the rollout policy of the model. */
  void prepare(String model) {
    OrderQuery said = new OrderQuery("for few drawings", RetrainingDemo.LABELED_BY);
    rollouts.setPolicy(model, POLICY, said, OrderTerms.ANY);
  }

  /**
   * Shows the rollout of a version that was just published, while drawings arrive.
   *
   * @throws CliException if it does not end in time
   */
  @SuppressWarnings("try") // the drawings only arrive
  RolloutEnd follow(String model, int version) {
    long start = System.nanoTime();
    RolloutFollower follower = new RolloutFollower(session, rollouts, INTERVAL, TIMEOUT);
    try (LiveDrawings live = new LiveDrawings(client, images, version, tags)) {
      RolloutState end = follower.follow(state(model));
      return RolloutEnd.of(
          version, end.ended(follower.followed()), (System.nanoTime() - start) / 1e9);
    }
  }

  private RolloutState state(String model) {
    return rollouts
        .find(model)
        .orElseThrow(
            () ->
                new CliException(
                    ExitCode.FAILED,
                    "no rollout service rolls out " + model,
                    "see the server's log for why the rollout service is not running"));
  }
}
