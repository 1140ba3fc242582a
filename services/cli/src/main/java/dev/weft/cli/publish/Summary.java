package dev.weft.cli.publish;

import dev.weft.cli.terminal.Format;
import dev.weft.cli.terminal.Style;
import java.util.ArrayList;
import java.util.List;

/** A run of publishing in a few sentences. */
public final class Summary {
  private final Style style;

  public Summary(Style style) {
    this.style = style;
  }

  /** What was answered, how well, how fast, by what. */
  public List<String> lines(Scoreboard board) {
    List<String> lines = new ArrayList<>();
    String answered =
        "%d of %s answered".formatted(board.answered(), Format.count(board.images(), "image"));
    String rate =
        " in %s (%s images/s)"
            .formatted(Format.seconds(board.seconds()), Format.rate(board.imagesPerSecond()));
    lines.add(style.bold(answered) + rate);
    if (board.confusion().total() > 0) {
      lines.add(
          style.bold("accuracy " + Format.percent(board.confusion().accuracy()))
              + " (%d of %d that have a label)"
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
