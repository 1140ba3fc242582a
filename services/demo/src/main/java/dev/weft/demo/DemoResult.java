package dev.weft.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.console.ExitCode;
import dev.weft.console.Json;
import dev.weft.console.publish.Scoreboard;
import java.util.Optional;

/**
 * Results of the demo.
 *
 * @param model the model that served at the start
 * @param boards answers before the training
 * @param retraining result of the training; empty if it was not requested
 * @param phases duration of each phase
 * @param seconds total duration in seconds
 */
record DemoResult(
    String model,
    Scoreboards boards,
    Optional<RetrainingResult> retraining,
    Phases phases,
    double seconds) {

  /** Returns the evaluation of the newly trained version; empty if there is none. */
  Optional<VersionScore> newVersion() {
    return retraining
        .filter(RetrainingResult::published)
        .map(it -> it.scores().get(it.scores().size() - 1));
  }

  int exitCode() {
    Scoreboard all = boards.all();
    boolean answered = all.answered() == all.images();
    return answered && retraining.map(RetrainingResult::isComplete).orElse(true)
        ? ExitCode.OK
        : ExitCode.IMAGES_FAILED;
  }

  ObjectNode toJson() {
    ObjectNode json = boards.all().toJson();
    json.put("readySeconds", Json.rounded(phases.seconds().getOrDefault("start", 0.0), 3))
        .put("totalSeconds", Json.rounded(seconds, 3));
    json.set("drawings", boards.drawings().toJson());
    json.set("photographs", boards.photographs().toJson());
    retraining.ifPresent(it -> it.writeTo(json));
    json.set("phases", phases.toJson());
    return json;
  }
}
