package dev.weft.console.training;

import dev.weft.client.training.Training;
import dev.weft.console.terminal.Format;
import dev.weft.console.terminal.Style;
import java.util.ArrayList;
import java.util.List;

/** A training as text. */
public final class TrainingText {

  private final Style style;

  public TrainingText(Style style) {
    this.style = style;
  }

  /** The training's state, colored by how good it is. */
  public String state(Training training) {
    String state = training.state().toString();
    return switch (training.state()) {
      case PUBLISHED -> style.green(state);
      case REJECTED, FAILED, CANCELLED -> style.red(state);
      default -> style.yellow(state);
    };
  }

  /** The current phase, such as {@code freeze, epoch 7/30}. */
  public static String phase(Training training) {
    Training.Progress progress = training.progress();
    if (progress == null) {
      return "";
    }
    List<String> parts = new ArrayList<>();
    if (progress.phase() != null) {
      parts.add(progress.phase());
    }
    if (progress.epoch() != null && progress.epoch() > 0) {
      parts.add("epoch " + of(progress.epoch(), progress.epochs()));
    }
    if (progress.images() != null) {
      parts.add("images " + of(progress.images(), progress.imagesTotal()));
    }
    return String.join(", ", parts);
  }

  /**
   * Loss and accuracy, such as {@code loss 0.41, validation 85.2 %}; empty before they are known.
   */
  static String measures(Training.Progress said) {
    return measures(said.loss(), said.accuracy(), said.validationLoss(), said.validationAccuracy());
  }

  /** An epoch on one line. */
  public static String epoch(Training.Epoch epoch) {
    String measures =
        measures(
            epoch.loss(), epoch.accuracy(), epoch.validationLoss(), epoch.validationAccuracy());
    return "%s epoch %d: %s".formatted(epoch.phase(), epoch.epoch(), measures);
  }

  /** How the training ended, in a sentence or two. */
  public String end(Training training) {
    StringBuilder text = new StringBuilder(state(training));
    if (training.version() != null) {
      text.append(" as ").append(style.bold(training.model() + ":" + training.version()));
    }
    Training.Progress progress = training.progress();
    return progress == null || progress.detail() == null || progress.detail().isEmpty()
        ? text.toString()
        : text.append(": ").append(progress.detail()).toString();
  }

  private static String of(Integer done, Integer most) {
    return done + (most == null ? "" : "/" + most);
  }

  private static String measures(
      Double loss, Double accuracy, Double validationLoss, Double validationAccuracy) {
    List<String> parts = new ArrayList<>();
    number(loss, "loss ", parts);
    share(accuracy, "accuracy ", parts);
    number(validationLoss, "validation loss ", parts);
    share(validationAccuracy, "validation accuracy ", parts);
    return String.join(", ", parts);
  }

  private static void number(Double value, String name, List<String> parts) {
    if (value != null) {
      parts.add(name + Format.probability(value));
    }
  }

  private static void share(Double value, String name, List<String> parts) {
    if (value != null) {
      parts.add(name + Format.percent(value));
    }
  }
}
