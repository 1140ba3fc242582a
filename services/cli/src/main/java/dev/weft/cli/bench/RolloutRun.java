package dev.weft.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.cli.CliException;
import dev.weft.cli.ExitCode;
import dev.weft.cli.Json;
import dev.weft.cli.client.RolloutClient;
import java.time.Duration;
import java.util.function.Predicate;

/** Rolls versions of one model out, step by step, while images come in. */
final class RolloutRun {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration LOOK = Duration.ofMillis(100);

  /** Each step lasts until it is told to go on, and nothing is judged. */
  private static final String POLICY =
      """
      {"autoStart": false, "strategy": "shadow-canary",
       "steps": [{"setShadow": 100}, {"pause": {}}, {"setShadow": 0},
                 {"setWeight": 10}, {"pause": {}}, {"setWeight": 50}, {"pause": {}}],
       "analysis": {"conditions": []}, "keepVersions": 0}
      """;

  private final RolloutClient rollouts;
  private final String model;
  private final SteadyLoad load;
  private final int images;

  /**
   * @param images that each phase lasts
   */
  RolloutRun(RolloutClient rollouts, String model, SteadyLoad load, int images) {
    this.rollouts = rollouts;
    this.model = model;
    this.load = load;
    this.images = images;
  }

  /** From now on versions wait until they are started. */
  static void prepare(RolloutClient rollouts, String model) {
    rollouts.setPolicy(model, POLICY, said(), null);
  }

  /** From the time before a version to the time after it has taken over. */
  void roll(int version) throws InterruptedException {
    load.enter(RolloutPhase.BEFORE);
    load.await(images);
    load.enter(RolloutPhase.LOADING);
    rollouts.order(model, "start", said().put("version", version), null);
    await("shadow", state -> state.at("/rollout/shadow").asInt() == 100);
    stay(RolloutPhase.SHADOW);
    resume("10 %", state -> state.at("/rollout/weight").asInt() == 10);
    stay(RolloutPhase.CANARY_10);
    resume("50 %", state -> state.at("/rollout/weight").asInt() == 50);
    stay(RolloutPhase.CANARY_50);
    load.enter(RolloutPhase.TAKE_OVER);
    resume("promoted", state -> state.path("serving").asInt() == version);
    load.await(images);
  }

  private void stay(RolloutPhase phase) throws InterruptedException {
    load.enter(phase);
    load.await(images);
  }

  private void resume(String what, Predicate<JsonNode> wanted) throws InterruptedException {
    await(what, state -> state.at("/rollout/phase").asText().equals("paused"));
    rollouts.order(model, "resume", said(), null);
    await(what, wanted);
  }

  private void await(String what, Predicate<JsonNode> wanted) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    JsonNode state = state();
    while (!wanted.test(state)) {
      if (System.nanoTime() > end) {
        throw new CliException(
            ExitCode.FAILED,
            "the rollout did not come to: " + what,
            "its state is " + Json.line(state));
      }
      Thread.sleep(LOOK.toMillis());
      state = state();
    }
  }

  private JsonNode state() {
    return rollouts.of(model).orElseGet(Json::object);
  }

  private static ObjectNode said() {
    return Json.object().put("reason", "measuring").put("by", "weft bench");
  }
}
