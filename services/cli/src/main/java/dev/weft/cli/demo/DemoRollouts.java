package dev.weft.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.cli.CliException;
import dev.weft.cli.ExitCode;
import dev.weft.cli.Json;
import dev.weft.cli.Session;
import dev.weft.cli.client.RolloutClient;
import dev.weft.cli.client.WeftClient;
import dev.weft.cli.rollout.RolloutFollower;
import java.time.Duration;
import java.util.Map;

/** Rolls versions out on live drawings, and shows it. */
final class DemoRollouts {
  private static final Duration INTERVAL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /**
   * For few images and little time: a fifth of a point or more is seen in ten of each. Shadow
   * first, then a quarter and a half of the images.
   */
  private static final String POLICY =
      """
      {"strategy": "shadow-canary",
       "steps": [{"setShadow": 100}, {"analysis": {}}, {"setShadow": 0},
                 {"setWeight": 25}, {"analysis": {}}, {"setWeight": 50}, {"analysis": {}}],
       "analysis": {"intervalSeconds": 2, "conditions": [
         {"metric": "accuracy", "successCondition": "difference >= -0.2",
          "minimumSamples": 10, "inconclusiveLimit": 60},
         {"metric": "failure-rate", "successCondition": "value <= 0.3",
          "minimumSamples": 10, "inconclusiveLimit": 60}]},
       "keepVersions": 0}
      """;

  private final Session session;
  private final WeftClient client;
  private final RolloutClient rollouts;
  private final DemoImages images;
  private final Map<String, String> tags;

  /**
   * @param tags of live drawings
   */
  DemoRollouts(Session session, WeftClient client, DemoImages images, Map<String, String> tags) {
    this.session = session;
    this.client = client;
    this.rollouts = client.rollouts();
    this.images = images;
    this.tags = tags;
  }

  /** How the model's versions are to be rolled out. */
  void prepare(String model) {
    JsonNode said = Json.object().put("reason", "for few drawings").put("by", Lesson.LABELED_BY);
    rollouts.setPolicy(model, POLICY, said, null);
  }

  /**
   * Shows the rollout of a version that was just published, while drawings come in.
   *
   * @throws CliException if it does not end in time
   */
  @SuppressWarnings("try") // the drawings only come in
  RolloutEnd follow(String model, int version) {
    long start = System.nanoTime();
    RolloutFollower follower = new RolloutFollower(session, rollouts, INTERVAL, PATIENCE);
    try (LiveDrawings live = new LiveDrawings(client, images, version, tags)) {
      JsonNode end = follower.follow(state(model));
      return RolloutEnd.of(
          version,
          RolloutFollower.ended(end, follower.followed()),
          (System.nanoTime() - start) / 1e9);
    }
  }

  private JsonNode state(String model) {
    return rollouts
        .of(model)
        .orElseThrow(
            () ->
                new CliException(
                    ExitCode.FAILED,
                    "nobody rolls " + model + " out",
                    "the server's log says why the rollout service is not there"));
  }
}
