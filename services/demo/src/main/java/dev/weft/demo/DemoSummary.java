package dev.weft.demo;

import dev.weft.console.Session;
import dev.weft.console.publish.Scoreboard;
import dev.weft.console.publish.Summary;
import dev.weft.console.terminal.Format;
import dev.weft.console.terminal.Style;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** Summarises the demo for people. */
final class DemoSummary {
  private static final String STARTER =
      "  The starter model has learned from photographs and has never seen a drawing: expect it to"
          + " be\n  wrong about many of them. What you see is the pipeline at work, not the model's"
          + " quality.";

  private static final String STARTER_BEFORE =
      "  The starter model had learned from photographs and never seen a drawing: above is what"
          + " %d\n  labels changed.".formatted(RetrainingDemo.SIZE.labeled());

  private final Session session;

  DemoSummary(Session session) {
    this.session = session;
  }

  /**
   * Prints the summary.
   *
   * @param server the gateway's address
   * @param kept whether the server keeps running
   */
  void print(DemoResult result, URI server, boolean kept) {
    Scoreboard drawings = result.boards().drawings();
    Scoreboard photographs = result.boards().photographs();
    Style style = session.style();
    session.print("");
    result.retraining().ifPresent(retraining -> retraining(retraining, result.phases(), server));
    if (drawings.images() > 0) {
      session.print(style.bold("The first drawings"));
      indented(drawings);
      if (VersionScore.version(result.model()) == 1) {
        session.print(result.newVersion().isPresent() ? STARTER_BEFORE : STARTER);
      }
    }
    if (photographs.images() > 0) {
      session.print(style.bold("Your photographs"));
      indented(photographs);
    }
    session.print("");
    if (result.boards().all().images() > 0) {
      session.print(new Summary(style).speed(result.boards().all()));
    }
    session.print("The whole demo took " + Format.seconds(result.seconds()) + ".");
    session.print("");
    tryNext(result, kept);
    if (kept) {
      session.print("");
      session.print("It keeps running; Ctrl-C stops it.");
    }
  }

  private void retraining(RetrainingResult retraining, Phases phases, URI server) {
    session.print(new RetrainingText(session.style()).lines(retraining, server));
    session.print("");
    session.print(session.style().bold("Where the time went"));
    phases.lines(session.style()).forEach(line -> session.print("  " + line));
    session.print("");
  }

  private void tryNext(DemoResult result, boolean kept) {
    Map<String, String> next = new LinkedHashMap<>();
    if (result.boards().photographs().images() == 0) {
      next.put(
          "./weft demo --photos DIR",
          "the same with photographs of clothes: there the starter is good");
    }
    if (!kept) {
      next.put("./weft up", "start it and leave it running; then, in another terminal:");
    }
    if (!kept && result.newVersion().isPresent()) {
      next.put(
          "./weft up --data .weft-demo",
          "likewise, as the demo left it: with " + result.newVersion().get().model());
    }
    next.put(
        "./weft publish DIR --wait", "a table, accuracy and a confusion matrix of your folders");
    next.put("./weft watch", "predictions of everybody's uploads, as they come");
    next.put("./weft label DIR", "say what your pictures show: a folder's name is a label");
    next.put("./weft train --follow", "a version that has learned from all labels there are");
    result
        .retraining()
        .filter(retraining -> retraining.report().isPresent())
        .ifPresent(
            retraining ->
                next.put(
                    "./weft trainings " + retraining.id() + " --report",
                    "all figures of this training"));
    next.put("./weft bench pipeline", "what the broker, the store and decoding cost");
    Style style = session.style();
    int width = next.keySet().stream().mapToInt(String::length).max().orElse(0);
    session.print(style.bold("Try next"));
    next.forEach(
        (command, what) ->
            session.print(
                "  " + command + " ".repeat(width - command.length() + 2) + style.dim(what)));
  }

  private void indented(Scoreboard board) {
    new Summary(session.style())
        .linesWithoutSpeed(board)
        .forEach(line -> session.print("  " + line));
  }
}
