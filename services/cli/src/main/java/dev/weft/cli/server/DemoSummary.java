package dev.weft.cli.server;

import dev.weft.cli.Session;
import dev.weft.cli.publish.Scoreboard;
import dev.weft.cli.publish.Summary;
import dev.weft.cli.terminal.Format;
import dev.weft.cli.terminal.Style;

/** What a person should take from the demo, said plainly. */
final class DemoSummary {
  private final Session session;

  DemoSummary(Session session) {
    this.session = session;
  }

  void print(Scoreboards boards, double seconds, boolean kept) {
    Scoreboard drawings = boards.drawings();
    Scoreboard photographs = boards.photographs();
    Style style = session.style();
    if (drawings.images() > 0) {
      session.print(style.bold("Drawings"));
      indented(drawings);
      session.print(
          "  The starter model has learned from photographs and has never seen a drawing: expect it"
              + " to be\n  wrong about many of them. What you see is the pipeline at work, not the"
              + " model's quality.");
    }
    if (photographs.images() > 0) {
      session.print(style.bold("Your photographs"));
      indented(photographs);
    }
    session.print("");
    session.print(new Summary(style).speed(boards.all()));
    session.print("The whole demo took " + Format.seconds(seconds) + ".");
    session.print("");
    session.print(style.bold("Try next"));
    if (photographs.images() == 0) {
      next("./weft demo --photos DIR", "the same with photographs of clothes: there it is good");
    }
    if (!kept) {
      next("./weft up", "start it and leave it running; then, in another terminal:");
    }
    next("./weft publish DIR --wait", "a table, accuracy and a confusion matrix for your folders");
    next("./weft watch", "predictions of everybody's uploads, as they come");
    next("./weft bench pipeline", "what the broker, the store and decoding cost");
    if (kept) {
      session.print("");
      session.print("It keeps running; Ctrl-C stops it.");
    }
  }

  private void indented(Scoreboard board) {
    new Summary(session.style())
        .linesWithoutSpeed(board)
        .forEach(line -> session.print("  " + line));
  }

  private void next(String command, String what) {
    session.print("  %-28s %s".formatted(command, session.style().dim(what)));
  }
}
