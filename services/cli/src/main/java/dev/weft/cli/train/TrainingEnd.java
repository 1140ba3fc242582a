package dev.weft.cli.train;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.cli.ExitCode;
import dev.weft.cli.Session;

/** What is said of a training that has ended. */
final class TrainingEnd {

  private TrainingEnd() {}

  /** Prints it, and returns the exit code that says whether there is a new version. */
  static int print(Session session, JsonNode training) {
    session.print(new TrainingText(session.style()).end(training));
    if (training.path("links").path("report").isTextual()) {
      session.note("report: " + training.path("links").path("report").asText());
    }
    boolean published = training.path("state").asText().equals("published");
    if (published) {
      session.note("whether it serves: `weft rollout status --follow`");
    }
    session.printJson(training);
    return published ? ExitCode.OK : ExitCode.FAILED;
  }
}
