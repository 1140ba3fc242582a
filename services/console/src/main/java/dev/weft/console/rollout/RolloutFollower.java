package dev.weft.console.rollout;

import dev.weft.client.RolloutClient;
import dev.weft.client.rollout.RolloutState;
import dev.weft.console.CliException;
import dev.weft.console.CommandSession;
import dev.weft.console.ExitCode;
import dev.weft.console.Pause;
import dev.weft.console.terminal.Pane;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Shows a rollout until it has ended: redrawn in place on a terminal, a line for each change
 * otherwise. Polls the state, so that it survives a restart of the gateway.
 */
public final class RolloutFollower {

  private static final Duration FOR_EVER = Duration.ofDays(3_650);

  private final CommandSession session;
  private final RolloutClient rollouts;
  private final Duration interval;
  private final Duration timeout;
  private final Clock clock = Clock.systemUTC();
  private final RolloutText text;
  private final RolloutNews news;
  private final Pane pane;
  private String followed = "";

  /**
   * Follows without a time limit.
   *
   * @param interval between two polls
   */
  public RolloutFollower(CommandSession session, RolloutClient rollouts, Duration interval) {
    this(session, rollouts, interval, FOR_EVER);
  }

  /**
   * @param interval between two polls
   * @param timeout time without any change after which it is an error that the rollout has not
   *     ended
   */
  public RolloutFollower(
      CommandSession session, RolloutClient rollouts, Duration interval, Duration timeout) {
    this.session = session;
    this.rollouts = rollouts;
    this.interval = interval;
    this.timeout = timeout;
    text = new RolloutText(session.style());
    news = new RolloutNews(text);
    pane =
        session.style().tty() && !session.json()
            ? new Pane(session.terminal().out(), session.style(), session.terminal().rows())
            : null;
  }

  /**
   * Follows the rollout in progress, or the next one.
   *
   * @param now the current state of the model
   * @return the state after the rollout's end
   * @throws CliException if it stands still for too long
   */
  public RolloutState follow(RolloutState now) {
    String model = now.model();
    long changed = System.nanoTime();
    RolloutState state = now;
    while (true) {
      String underWay = state.rollout() == null ? "" : state.rollout().id();
      followed = followed.isEmpty() ? underWay : followed;
      if (show(state)) {
        changed = System.nanoTime();
      }
      if (!underWay.equals(followed)) {
        return state;
      }
      if (System.nanoTime() - changed > timeout.toNanos()) {
        throw new CliException(
            ExitCode.FAILED,
            "the rollout of %s has made no progress for %d s: %s"
                .formatted(model, timeout.toSeconds(), RolloutText.message(state)),
            "`weft rollout status` shows the current state");
      }
      Pause.of(interval);
      state = rollouts.find(model).orElseThrow(() -> UnknownModelFault.of(model));
    }
  }

  /** The id of the rollout that was followed; empty before one began. */
  public String followed() {
    return followed;
  }

  /** Returns whether anything has changed. */
  private boolean show(RolloutState state) {
    List<String> changes = news.of(state);
    if (pane != null) {
      pane.draw(text.lines(state, clock.instant()));
    } else if (session.json()) {
      changes.forEach(session::note);
    } else {
      session.print(changes);
    }
    return !changes.isEmpty();
  }
}
