package dev.weft.cli.status;

import dev.weft.client.WeftClient;
import dev.weft.client.WeftException;
import dev.weft.console.CliException;
import dev.weft.console.Pause;
import dev.weft.console.Session;
import dev.weft.console.terminal.Pane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows the system again and again: drawn in place on a terminal, a line each time otherwise. A
 * server that goes away is said and asked again; it ends with the process.
 */
final class StatusFollower {

  private final Session session;
  private final WeftClient client;
  private final Duration interval;
  private final StatusText text;
  private final Pane pane;

  StatusFollower(Session session, WeftClient client, Duration interval) {
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
   * Never returns.
   *
   * @param first what is shown first
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
        lines.add(session.style().red(trouble) + "; what follows is old");
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
