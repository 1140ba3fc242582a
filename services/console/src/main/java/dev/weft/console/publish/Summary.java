package dev.weft.console.publish;

import dev.weft.console.terminal.Format;
import dev.weft.console.terminal.Style;
import java.util.ArrayList;
import java.util.List;

/** Summarizes a run of publishing in a few sentences. */
public final class Summary {
  private final Style style;

  public Summary(Style style) {
    this.style = style;
  }

  /** Number of answers and throughput. */
  public String speed(Scoreboard board) {
    return style.bold(answered(board))
        + " in %s (%s images/s)"
            .formatted(Format.seconds(board.seconds()), Format.rate(board.imagesPerSecond()));
  }

  /** Number of answers, throughput, accuracy, and models. */
  public List<String> lines(Scoreboard board) {
    List<String> lines = new ArrayList<>();
    lines.add(speed(board));
    lines.addAll(quality(board));
    return lines;
  }

  /** Number of answers, accuracy, models, and failures. */
  public List<String> linesWithoutSpeed(Scoreboard board) {
    List<String> lines = new ArrayList<>();
    lines.add(answered(board));
    lines.addAll(quality(board));
    return lines;
  }

  private static String answered(Scoreboard board) {
    return "%d of %s answered".formatted(board.answered(), Format.count(board.images(), "image"));
  }

  private List<String> quality(Scoreboard board) {
    List<String> lines = new ArrayList<>();
    if (board.confusion().total() > 0) {
      lines.add(
          style.bold("accuracy " + Format.percent(board.confusion().accuracy()))
              + " (%d of %d labeled)"
                  .formatted(board.confusion().correct(), board.confusion().total()));
    }
    board.models().forEach((model, count) -> lines.add("by " + model + ": " + count));
    board
        .reasons()
        .forEach((reason, count) -> lines.add(style.red("rejected as " + reason + ": " + count)));
    if (board.failed() > 0) {
      lines.add(style.red("not uploaded: " + board.failed()));
    }
    if (board.unanswered() > 0) {
      lines.add(style.yellow("not answered in time: " + board.unanswered()));
    }
    return lines;
  }
}
