package dev.weft.console.rollout;

import dev.weft.client.rollout.Rollout;
import dev.weft.client.rollout.RolloutPhase;
import dev.weft.client.rollout.RolloutState;
import dev.weft.console.terminal.Format;
import dev.weft.console.terminal.Style;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The gateway's view of a model's rollout as text. */
public final class RolloutText {

  private static final int BAR = 10;
  private static final int HISTORY = 5;

  private final Style style;

  public RolloutText(Style style) {
    this.style = style;
  }

  /** The serving version and the candidate, on one line. */
  public String headline(RolloutState state) {
    StringBuilder line = new StringBuilder(style.bold(state.model())).append(": ");
    line.append(
        state.serving() == null
            ? "no version is serving"
            : "version " + state.serving() + " is serving");
    if (state.pinned()) {
      line.append(" and is pinned");
    }
    Rollout rollout = state.rollout();
    if (rollout != null) {
      line.append(", version ")
          .append(rollout.version())
          .append(" is being rolled out: ")
          .append(phase(rollout.phase()));
    }
    return line.append(style.dim("  revision " + state.revision())).toString();
  }

  /**
   * The whole state without the history.
   *
   * @param now time that ages are relative to
   */
  public List<String> lines(RolloutState state, Instant now) {
    List<String> lines = new ArrayList<>();
    lines.add(headline(state));
    Rollout rollout = state.rollout();
    if (rollout != null) {
      lines.addAll(new StepsText(style).lines(rollout));
      lines.add(
          "  weight "
              + bar(rollout.weight())
              + "   shadow "
              + bar(rollout.shadow())
              + style.dim("   this step for " + since(rollout.stepAt(), now)));
    }
    String message = message(state);
    if (!message.isEmpty()) {
      lines.add("  " + style.yellow(message));
    }
    if (!state.droppedClasses().isEmpty()) {
      String dropped = String.join(", ", state.droppedClasses());
      lines.add("  " + style.yellow("it no longer has the classes " + dropped));
    }
    FiguresText figures = new FiguresText(style);
    if (rollout != null) {
      String measured = "for " + since(rollout.exposedAt(), now);
      addBlock(lines, figures.lines(state.figures(), measured));
      addBlock(lines, new ConditionsText(style).lines(rollout));
    } else {
      addBlock(lines, figures.lines(state.lastHour(), "in the last hour"));
    }
    addBlock(lines, new ReplicasText(style).lines(state));
    return lines;
  }

  /** The rollouts that have ended, the last first. */
  public List<String> history(RolloutState state) {
    List<String> lines = new ArrayList<>();
    for (RolloutState.Ended ended : state.history()) {
      if (lines.size() == HISTORY) {
        break;
      }
      lines.add("  " + style.dim(ended.endedAt().toString()) + "  " + end(Optional.of(ended)));
    }
    if (!lines.isEmpty()) {
      lines.add(0, style.bold("before"));
      lines.add(0, "");
    }
    return lines;
  }

  /**
   * How a rollout ended, such as {@code version 2 was rolled back: accuracy fell}.
   *
   * @param end empty if it is no longer known
   */
  public String end(Optional<RolloutState.Ended> end) {
    if (end.isEmpty()) {
      return "version ? is no longer known";
    }
    RolloutState.Ended ended = end.get();
    String said =
        switch (ended.outcome()) {
          case PROMOTED -> style.green("was promoted");
          case ROLLED_BACK -> style.red("was rolled back");
          case ABORTED -> style.red("was aborted");
          case SUPERSEDED -> style.yellow("was superseded");
          case UNKNOWN -> "has ended";
        };
    boolean silent = ended.reason() == null || ended.reason().isEmpty();
    return "version %d %s%s".formatted(ended.version(), said, silent ? "" : ": " + ended.reason());
  }

  /** What the rollout waits for, or the reason of its state. */
  static String message(RolloutState state) {
    Rollout rollout = state.rollout();
    if (rollout != null && rollout.message() != null && !rollout.message().isEmpty()) {
      return rollout.message();
    }
    return state.cause() == null || state.cause().reason() == null ? "" : state.cause().reason();
  }

  private String phase(RolloutPhase phase) {
    String text = phase.toString();
    return phase == RolloutPhase.PROGRESSING ? style.green(text) : style.yellow(text);
  }

  private String bar(int perCent) {
    int full = Math.round(perCent * BAR / 100f);
    return style.green((style.unicode() ? "━" : "#").repeat(full))
        + style.dim((style.unicode() ? "─" : ".").repeat(BAR - full))
        + " "
        + perCent
        + " %";
  }

  private static void addBlock(List<String> lines, List<String> block) {
    if (!block.isEmpty()) {
      lines.add("");
      lines.addAll(block);
    }
  }

  /** Formats an age, such as {@code 2 min 05 s}; at least 0, since clocks may differ. */
  private static String since(Instant moment, Instant now) {
    Duration past = Duration.between(moment, now);
    return Format.seconds(Math.max(0, past.toSeconds())).replace(".0 s", " s");
  }
}
