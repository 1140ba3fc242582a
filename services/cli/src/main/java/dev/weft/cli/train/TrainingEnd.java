package dev.weft.cli.train;

import dev.weft.client.training.Training;
import dev.weft.client.training.TrainingState;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.training.TrainingText;

/** Describes how a training ended. */
final class TrainingEnd {

  private TrainingEnd() {}

  /** Prints the description; returns the exit code, which is 0 if there is a new version. */
  static int print(CommandSession session, Training training) {
    session.print(new TrainingText(session.style()).end(training));
    if (training.links().report() != null) {
      session.note("report: " + training.links().report());
    }
    boolean published = training.state() == TrainingState.PUBLISHED;
    if (published) {
      session.note("to see whether it is serving: `weft rollout status --follow`");
    }
    session.printJson(training);
    return published ? ExitCode.OK : ExitCode.FAILED;
  }
}
