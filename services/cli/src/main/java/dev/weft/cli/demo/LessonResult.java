package dev.weft.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.cli.terminal.Style;
import dev.weft.cli.train.TrainingText;
import java.util.List;
import java.util.Optional;

/**
 * What came of the lesson.
 *
 * @param scores of the version that served before, and of the new one if there is one
 * @param labelsFailed drawings that could not be labeled
 * @param training as it ended
 */
record LessonResult(List<VersionScore> scores, int labelsFailed, JsonNode training) {

  LessonResult {
    scores = List.copyOf(scores);
  }

  boolean published() {
    return training.path("state").asText().equals("published");
  }

  /** Whether there is a new version, which answered everything, and nothing failed. */
  boolean isComplete() {
    return published()
        && labelsFailed == 0
        && scores.stream().allMatch(score -> score.board().answered() == score.board().images());
  }

  /** The new version's number; 0 if there is none. */
  int version() {
    return training.path("version").asInt(0);
  }

  /** The new version, such as {@code clothing:2}. */
  String model() {
    return training.path("model").asText() + ":" + version();
  }

  /** How the training ended, and why. */
  String sentence(Style style) {
    return "training " + id() + ": " + new TrainingText(style).end(training);
  }

  String id() {
    return training.path("id").asText();
  }

  /** Path of the training's report; empty if it wrote none. */
  Optional<String> report() {
    return Optional.ofNullable(training.path("links").path("report").textValue());
  }

  void writeTo(ObjectNode json) {
    ArrayNode versions = json.putArray("versions");
    scores.forEach(score -> versions.add(score.toJson()));
    json.putObject("training")
        .put("id", id())
        .put("state", training.path("state").asText())
        .put("detail", training.path("progress").path("detail").asText(""))
        .put("report", report().orElse(null));
  }
}
