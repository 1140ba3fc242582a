package dev.weft.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.client.Answer;
import dev.weft.console.Json;
import dev.weft.console.publish.Outcome;
import dev.weft.console.publish.Scoreboard;
import java.util.List;
import java.util.Optional;

/**
 * Score of a version.
 *
 * @param model name and version, such as {@code clothing:2}
 * @param board the images and its answers
 */
record VersionScore(String model, Scoreboard board) {

  /**
   * Determines the version that answered, and its score.
   *
   * @param otherwise the model if there is no answer
   */
  static VersionScore of(
      List<DemoImage> images, List<Outcome> outcomes, double seconds, String otherwise) {
    String model =
        outcomes.stream().flatMap(outcome -> model(outcome).stream()).findFirst().orElse(otherwise);
    return new VersionScore(
        model, Scoreboard.of(images.stream().map(DemoImage::label).toList(), outcomes, seconds));
  }

  /** Returns the version that gave a prediction; empty for other outcomes. */
  static Optional<String> model(Outcome outcome) {
    return outcome instanceof Outcome.Answered it
            && it.answer() instanceof Answer.Classified classified
        ? Optional.of(classified.model())
        : Optional.empty();
  }

  /** Returns the version number of {@code clothing:2}; 0 if there is none. */
  static int version(String model) {
    String digits = model.substring(model.lastIndexOf(':') + 1);
    return digits.matches("\\d{1,9}") ? Integer.parseInt(digits) : 0;
  }

  int version() {
    return version(model);
  }

  double accuracy() {
    return board.confusion().accuracy();
  }

  ObjectNode toJson() {
    return Json.object()
        .put("version", version())
        .put("accuracy", Json.rounded(accuracy(), 4))
        .put("correct", board.confusion().correct())
        .put("images", board.images());
  }
}
