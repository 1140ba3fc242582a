package dev.weft.demo;

import dev.weft.console.CommandSession;
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
      "  The starter model was trained on photographs and has never seen a drawing: expect it to"
          + " be\n  wrong about many of them. This shows the pipeline at work, not the quality of"
          + " the model.";

  private static final String STARTER_BEFORE =
      "  The starter model was trained on photographs and had never seen a drawing: above is what %d\n  labels changed."
          .formatted(RetrainingDemo.SIZE.labeled());

  private final CommandSession session;

  DemoSummary(CommandSession session) {
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
      session.print("It keeps running; press Ctrl-C to stop it.");
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
          "the same with photographs of clothes, for which the starter was trained");
    }
    if (!kept) {
      next.put("./weft up", "start all services and keep them running; then, in another terminal:");
    }
    if (!kept && result.newVersion().isPresent()) {
      next.put(
          "./weft up --data .weft-demo",
          "the same, in the state the demo left: with " + result.newVersion().get().model());
    }
    next.put(
        "./weft publish DIR --wait", "a table, accuracy and a confusion matrix of your folders");
    next.put("./weft watch", "predictions of all uploads, as they are made");
    next.put("./weft label DIR", "label your pictures: the name of a folder is a label");
    next.put("./weft train --follow", "train a version on all labels");
    result
        .retraining()
        .filter(retraining -> retraining.report().isPresent())
        .ifPresent(
            retraining ->
                next.put(
                    "./weft trainings " + retraining.id() + " --report",
                    "all metrics of this training"));
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
