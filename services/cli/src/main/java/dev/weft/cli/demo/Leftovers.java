package dev.weft.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.cli.Session;
import dev.weft.cli.client.WeftClient;
import java.util.Set;

/** Trainings of a demo that was interrupted: the next one would wait for them. */
final class Leftovers {
  private static final Set<String> UNDER_WAY = Set.of("queued", "running");

  private final Session session;
  private final WeftClient client;

  Leftovers(Session session, WeftClient client) {
    this.session = session;
    this.client = client;
  }

  /** Cancels them and says so. */
  void cancel() {
    for (JsonNode training : client.trainings().path("trainings")) {
      String id = training.path("id").asText();
      if (DemoImages.isRun(id) && UNDER_WAY.contains(training.path("state").asText())) {
        client.cancelTraining(id);
        session.note("cancelled " + id + ", which an interrupted demo had begun");
      }
    }
  }
}
