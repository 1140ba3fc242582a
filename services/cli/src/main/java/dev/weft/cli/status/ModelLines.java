package dev.weft.cli.status;

import dev.weft.client.rollout.Rollout;
import dev.weft.client.rollout.RolloutState;
import dev.weft.console.terminal.Style;
import java.util.ArrayList;
import java.util.List;

/**
 * Formats the serving versions, with a line for each model and a second one for a rollout's
 * message.
 */
final class ModelLines {

  private final Style style;

  ModelLines(Style style) {
    this.style = style;
  }

  List<String> of(List<RolloutState> states) {
    List<String> lines = new ArrayList<>();
    for (RolloutState state : states) {
      Rollout rollout = state.rollout();
      lines.add("  " + style.bold(state.model()) + ": " + serving(state));
      if (rollout != null) {
        lines.add("    " + rollout(rollout));
        if (rollout.message() != null) {
          lines.add("    " + style.yellow(rollout.message()));
        }
      }
    }
    return lines.isEmpty() ? List.of("  no version has been published") : lines;
  }

  private static String serving(RolloutState state) {
    String said =
        state.serving() == null
            ? "no version is serving yet"
            : "version " + state.serving() + " is serving";
    return state.pinned() ? said + ", pinned" : said;
  }

  private static String rollout(Rollout rollout) {
    int steps = rollout.steps().size();
    return "rollout of version %d: %s, step %d of %d, weight %d %%, shadow %d %%"
        .formatted(
            rollout.version(),
            rollout.phase(),
            Math.min(steps, rollout.step() + 1),
            steps,
            rollout.weight(),
            rollout.shadow());
  }
}
