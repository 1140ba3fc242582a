package dev.weft.demo;

import dev.weft.client.Answer;
import dev.weft.console.CommandSession;
import dev.weft.console.publish.Outcome;
import dev.weft.console.terminal.Format;
import dev.weft.console.terminal.Progress;
import dev.weft.console.terminal.Style;
import dev.weft.console.terminal.Table;
import java.util.List;
import java.util.Locale;

/**
 * Prints a row for each prediction on standard output; if that is not for people, shows a progress
 * bar on standard error instead.
 */
final class LiveTable implements Progress {
  private static final int NAME = 34;

  private final CommandSession session;
  private final List<DemoImage> images;
  private final Progress bar;

  LiveTable(CommandSession session, List<DemoImage> images) {
    this.session = session;
    this.images = images;
    this.bar = Progress.of("predictions", session.terminal(), !session.json());
  }

  void printHeader() {
    String header =
        ("  %-" + NAME + "s  %-11s  %5s  %6s").formatted("image", "prediction", "prob.", "ms");
    session.print(session.style().bold(header));
  }

  /** Reports an image's outcome. */
  void print(int index, Outcome outcome) {
    Style style = session.style();
    DemoImage image = images.get(index);
    String name = Table.shorten(image.name(), NAME);
    name = name + " ".repeat(NAME - name.length());
    if (outcome instanceof Outcome.Answered it && it.answer() instanceof Answer.Classified said) {
      String mark =
          image
              .label()
              .map(label -> label.equals(said.label()) ? style.yes() : style.no())
              .orElse(" ");
      String millis = String.format(Locale.ROOT, "%.0f", it.millis());
      String probability = Format.probability(said.probability());
      session.print(
          "%s %s  %-11s  %s  %6s".formatted(mark, name, said.label(), probability, millis));
    } else if (outcome instanceof Outcome.Answered it
        && it.answer() instanceof Answer.Rejected said) {
      session.print(style.no() + " " + name + "  " + style.red("rejected: " + said.reason()));
    } else if (outcome instanceof Outcome.Failed failed) {
      session.print(style.no() + " " + name + "  " + style.red(failed.detail()));
    }
  }

  @Override
  public void update(long done, long total, String note) {
    bar.update(done, total, note);
  }

  @Override
  public void close() {
    bar.close();
  }
}
