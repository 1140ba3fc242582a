package dev.weft.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.cli.CliException;
import dev.weft.cli.Json;
import dev.weft.cli.Session;
import dev.weft.cli.client.WeftClient;
import java.util.Set;

/**
 * Trainings and rollouts of a demo that was interrupted: the next one would wait for them, or see
 * another version answer in its midst.
 */
final class Leftovers {
  private static final Set<String> UNDER_WAY = Set.of("queued", "running");

  private final Session session;
  private final WeftClient client;

  Leftovers(Session session, WeftClient client) {
    this.session = session;
    this.client = client;
  }

  /** Ends them and says so. */
  void end() {
    cancelTrainings();
    client.rollouts().all().path("rollouts").forEach(this::abort);
  }

  private void abort(JsonNode state) {
    String model = state.path("model").asText();
    String version = state.path("rollout").path("version").asText("");
    if (version.isEmpty() || !client.version(model, version).map(this::isDemos).orElse(false)) {
      return;
    }
    try {
      JsonNode why =
          Json.object().put("reason", "the demo was interrupted").put("by", Lesson.LABELED_BY);
      client.rollouts().order(model, "abort", why, null);
      session.note("gave up the rollout of " + model + ":" + version + " of an interrupted demo");
    } catch (CliException e) {
      session.note("the rollout of " + model + ":" + version + " goes on: " + e.getMessage());
    }
  }

  private boolean isDemos(JsonNode version) {
    JsonNode origin = version.path("origin");
    return origin.path("kind").asText().equals(SpoiledVersion.KIND)
        || DemoImages.isRun(origin.path("training").path("trainingId").asText());
  }

  private void cancelTrainings() {
    for (JsonNode training : client.trainings().path("trainings")) {
      String id = training.path("id").asText();
      if (DemoImages.isRun(id) && UNDER_WAY.contains(training.path("state").asText())) {
        client.cancelTraining(id);
        session.note("cancelled " + id + ", which an interrupted demo had begun");
      }
    }
  }
}
