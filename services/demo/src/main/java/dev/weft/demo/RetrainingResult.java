package dev.weft.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.client.training.Training;
import dev.weft.client.training.TrainingState;
import dev.weft.console.terminal.Style;
import dev.weft.console.training.TrainingText;
import java.util.List;
import java.util.Optional;

/**
 * Result of the retraining.
 *
 * @param scores the scores of the previous version, and of the new one if there is one
 * @param labelsFailed number of drawings that could not be labeled
 * @param training the ended training
 * @param rollouts the rollouts of the new version and then of the spoiled one; empty if there is no
 *     new one
 */
record RetrainingResult(
    List<VersionScore> scores, int labelsFailed, Training training, List<RolloutEnd> rollouts) {

  RetrainingResult {
    scores = List.copyOf(scores);
    rollouts = List.copyOf(rollouts);
  }

  boolean published() {
    return training.state() == TrainingState.PUBLISHED;
  }

  /**
   * Whether there is a new version that was promoted and answered everything, the spoiled one was
   * not promoted, and nothing failed.
   */
  boolean isComplete() {
    return published()
        && labelsFailed == 0
        && rollouts.size() == 2
        && rollouts.get(0).promoted()
        && rollouts.get(1).rolledBack()
        && scores.stream().allMatch(score -> score.board().answered() == score.board().images());
  }

  /** Returns the new version's number; 0 if there is none. */
  int version() {
    return training.version() == null ? 0 : training.version();
  }

  /** Returns the new version, such as {@code clothing:2}. */
  String model() {
    return training.model() + ":" + version();
  }

  /** Describes how the training ended, and why. */
  String sentence(Style style) {
    return "training " + id() + ": " + new TrainingText(style).end(training);
  }

  String id() {
    return training.id();
  }

  /** Returns the path of the training's report; empty if there is none. */
  Optional<String> report() {
    return Optional.ofNullable(training.links().report());
  }

  private String detail() {
    Training.Progress progress = training.progress();
    return progress == null || progress.detail() == null ? "" : progress.detail();
  }

  void writeTo(ObjectNode json) {
    ArrayNode versions = json.putArray("versions");
    scores.forEach(score -> versions.add(score.toJson()));
    json.putObject("training")
        .put("id", id())
        .put("state", training.state().toString())
        .put("detail", detail())
        .put("report", report().orElse(null));
    ArrayNode ends = json.putArray("rollouts");
    rollouts.forEach(end -> ends.add(end.toJson()));
  }
}
