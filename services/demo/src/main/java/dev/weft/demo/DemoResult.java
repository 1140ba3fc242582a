package dev.weft.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.console.ExitCode;
import dev.weft.console.Json;
import dev.weft.console.publish.Scoreboard;
import java.util.Optional;

/**
 * All that the demo has seen.
 *
 * @param model that served when it began
 * @param boards what was answered before any training
 * @param retraining what came of the training; empty if there was to be none
 * @param phases seconds of each
 * @param seconds in all
 */
record DemoResult(
    String model,
    Scoreboards boards,
    Optional<RetrainingResult> retraining,
    Phases phases,
    double seconds) {

  /** What the version that was trained is worth; empty if there is none. */
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
