package dev.weft.cli.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weft.cli.CliException;
import dev.weft.cli.ExitCode;
import dev.weft.cli.Session;
import dev.weft.cli.client.RolloutClient;
import dev.weft.cli.terminal.Pane;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Shows a rollout until it has ended: drawn in place on a terminal, a line for each change
 * otherwise. It asks for the state again and again, which outlives a gateway's restart.
 */
final class RolloutFollower {

  private final Session session;
  private final RolloutClient rollouts;
  private final Duration interval;
  private final Clock clock = Clock.systemUTC();
  private final RolloutText text;
  private final RolloutNews news;
  private final Pane pane;
  private String followed = "";

  /**
   * @param interval between two questions
   */
  RolloutFollower(Session session, RolloutClient rollouts, Duration interval) {
    this.session = session;
    this.rollouts = rollouts;
    this.interval = interval;
    text = new RolloutText(session.style());
    news = new RolloutNews(text);
    pane =
        session.style().tty() && !session.json()
            ? new Pane(session.terminal().out(), session.style(), session.terminal().rows())
            : null;
  }

  /**
   * Follows the rollout under way, or the next one.
   *
   * @param now the state of the model
   * @return the state in which it has ended
   */
  JsonNode follow(JsonNode now) {
    String model = now.path("model").asText();
    JsonNode state = now;
    while (true) {
      String underWay = state.path("rollout").path("id").asText("");
      followed = followed.isEmpty() ? underWay : followed;
      show(state);
      if (!underWay.equals(followed)) {
        return state;
      }
      pause();
      state = rollouts.of(model).orElseThrow(() -> StatusCommand.unknown(model));
    }
  }

  /** The id of the rollout that was followed; empty before one began. */
  String followed() {
    return followed;
  }

  private void show(JsonNode state) {
    List<String> changes = news.of(state);
    if (pane != null) {
      pane.draw(text.lines(state, clock.instant()));
    } else if (session.json()) {
      changes.forEach(session::note);
    } else {
      session.print(changes);
    }
  }

  private void pause() {
    try {
      Thread.sleep(interval.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(ExitCode.FAILED, "interrupted", "", e);
    }
  }
}
