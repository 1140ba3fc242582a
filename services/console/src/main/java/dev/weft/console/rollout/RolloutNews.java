package dev.weft.console.rollout;

import dev.weft.client.rollout.Rollout;
import dev.weft.client.rollout.RolloutState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Log lines for what changed between two states. Not thread-safe. */
final class RolloutNews {

  private final RolloutText text;
  private final Map<String, String> said = new HashMap<>();

  RolloutNews(RolloutText text) {
    this.text = text;
  }

  /** The lines; empty if nothing relevant has changed. */
  List<String> of(RolloutState state) {
    List<String> news = new ArrayList<>();
    Rollout rollout = state.rollout();
    add(news, "headline", text.headline(state));
    if (rollout != null) {
      add(
          news,
          "step",
          "  at %s, weight %d %%, shadow %d %%"
              .formatted(StepsText.present(rollout), rollout.weight(), rollout.shadow()));
      rollout.measured().forEach(measured -> addVerdict(news, measured));
    }
    String message = RolloutText.message(state);
    add(news, "message", message.isEmpty() ? "" : "  " + message);
    return news;
  }

  /** Adds a line for a new verdict, but not for a new value alone. */
  private void addVerdict(List<String> news, Rollout.Measured measured) {
    String name =
        (measured.estimated() ? "estimated " : "")
            + measured.metric()
            + " "
            + measured.successCondition();
    String verdict = measured.verdict().toString();
    if (!verdict.equals(said.put(name, verdict))) {
      news.add(
          "  %s: %s, %s over %d images"
              .formatted(name, verdict, MetricFormat.measured(measured), measured.samples()));
    }
  }

  private void add(List<String> news, String what, String line) {
    if (!line.equals(said.put(what, line)) && !line.isEmpty()) {
      news.add(line);
    }
  }
}
