package dev.weft.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.cli.Json;
import dev.weft.cli.Session;
import dev.weft.cli.client.WeftClient;
import dev.weft.cli.train.TrainingFollower;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Asks for a training of minutes, and follows it. */
final class DemoTraining {
  private static final Duration INTERVAL = Duration.ofMillis(500);

  /** As the trainer names them, in their order. */
  private static final List<String> PHASES =
      List.of(
          "queued", "dataset", "features", "freeze", "cache", "fine-tune", "evaluate", "publish");

  /** Told after the report is written, which therefore cannot know how long it took. */
  private static final String PUBLISH = "publish";

  private final Session session;
  private final WeftClient client;
  private final Phases phases;

  DemoTraining(Session session, WeftClient client, Phases phases) {
    this.session = session;
    this.client = client;
    this.phases = phases;
  }

  /**
   * Trains on all labels that there are.
   *
   * @param id of the training
   * @return the training as it ended
   */
  JsonNode train(String id) {
    client.requestTraining(request(), id);
    TrainingFollower follower = new TrainingFollower(session, client, INTERVAL);
    JsonNode training = follower.follow(id);
    addPhases(follower.seconds(), reported(training));
    return training;
  }

  /**
   * Few drawings and few epochs: so that there are enough steps, batches are small and the rate is
   * high, which smoothed labels keep from overfitting. A margin of 1 lets every version pass: the
   * few drawings that judge, five of a class, are too few to tell, and what the demo shows is how
   * the rollout judges on live ones.
   */
  static ObjectNode request() {
    ObjectNode recipe = Json.object().put("batchSize", 4).put("gateMargin", 1);
    recipe.putObject("head").put("epochs", 50).put("labelSmoothing", 0.1);
    recipe.putObject("fineTune").put("from", "block13").put("learningRate", 1e-3).put("epochs", 3);
    return Json.object().set("recipe", recipe);
  }

  private JsonNode reported(JsonNode training) {
    return training.path("links").path("report").isTextual()
        ? client.trainingReport(training.path("id").asText()).path("seconds")
        : Json.object();
  }

  /** The trainer's own clock where it tells, since a short phase ends between two questions. */
  private void addPhases(Map<String, Double> followed, JsonNode reported) {
    for (String phase : PHASES) {
      if (reported.path(phase).isNumber() && !phase.equals(PUBLISH)) {
        phases.add(phase, reported.path(phase).asDouble());
      } else if (followed.containsKey(phase)) {
        phases.add(phase, followed.get(phase));
      }
    }
  }
}
