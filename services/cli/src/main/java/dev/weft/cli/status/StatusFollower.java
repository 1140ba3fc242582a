package dev.weft.cli.status;

import dev.weft.client.WeftClient;
import dev.weft.client.WeftException;
import dev.weft.console.CliException;
import dev.weft.console.CommandSession;
import dev.weft.console.Pause;
import dev.weft.console.terminal.Pane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows the status repeatedly: redrawn in place on a terminal, otherwise one line each time. An
 * unreachable server is reported and polled again. Runs until the process ends.
 */
final class StatusFollower {

  private final CommandSession session;
  private final WeftClient client;
  private final Duration interval;
  private final StatusText text;
  private final Pane pane;

  StatusFollower(CommandSession session, WeftClient client, Duration interval) {
    this.session = session;
    this.client = client;
    this.interval = interval;
    text = new StatusText(session.style());
    pane =
        session.style().tty() && !session.json()
            ? new Pane(session.terminal().out(), session.style(), session.terminal().rows())
            : null;
  }

  /**
   * Shows the status until the process ends; never returns.
   *
   * @param first the first status to show
   */
  void follow(Status first) {
    Status last = first;
    String trouble = "";
    while (true) {
      show(last, trouble);
      Pause.of(interval);
      try {
        last = Status.of(client);
        trouble = "";
      } catch (CliException | WeftException e) {
        trouble = e.getMessage();
      }
    }
  }

  private void show(Status status, String trouble) {
    if (pane != null) {
      List<String> lines = new ArrayList<>();
      if (!trouble.isEmpty()) {
        lines.add(session.style().red(trouble) + "; the following is outdated");
      }
      lines.addAll(text.lines(status));
      pane.draw(lines);
    } else if (!trouble.isEmpty()) {
      session.note(trouble);
    } else {
      session.print(text.line(status));
      session.printJson(status);
    }
  }
}
