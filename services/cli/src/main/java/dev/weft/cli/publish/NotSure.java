package dev.weft.cli.publish;

import dev.weft.client.Answer;
import java.util.stream.Collectors;

/** Describes why an answer is uncertain. */
final class NotSure {
  private NotSure() {}

  /**
   * Returns the description; empty if the answer is not uncertain, or the version has no rules for
   * it.
   */
  static String of(Answer.Classified answer) {
    return answer.uncertain() == null || answer.uncertain().isEmpty()
        ? ""
        : answer.uncertain().stream()
            .map(NotSure::words)
            .collect(Collectors.joining(", ", "uncertain: ", ""));
  }

  /** Later releases may add reasons. */
  private static String words(String reason) {
    return switch (reason) {
      case "low_confidence" -> "low confidence";
      case "unlike_training_data" -> "unlike the training data";
      default -> reason.replace('_', ' ');
    };
  }
}
