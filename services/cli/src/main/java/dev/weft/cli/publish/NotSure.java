package dev.weft.cli.publish;

import dev.weft.client.Answer;
import java.util.stream.Collectors;

/** Why a version is not sure of an answer, in words. */
final class NotSure {
  private NotSure() {}

  /** Empty if it is, or does not say. */
  static String of(Answer.Classified answer) {
    return answer.uncertain() == null || answer.uncertain().isEmpty()
        ? ""
        : answer.uncertain().stream()
            .map(NotSure::words)
            .collect(Collectors.joining(", ", "not sure: ", ""));
  }

  /** Later releases may know more reasons. */
  private static String words(String reason) {
    return switch (reason) {
      case "low_confidence" -> "low confidence";
      case "unlike_training_data" -> "unlike what the version learned from";
      default -> reason.replace('_', ' ');
    };
  }
}
