package dev.weft.console.rollout;

import dev.weft.client.rollout.Rollout;
import dev.weft.client.rollout.RolloutCondition;
import dev.weft.client.rollout.Verdict;
import dev.weft.console.terminal.Style;
import dev.weft.console.terminal.Table;
import dev.weft.console.terminal.Table.Align;
import java.util.List;
import java.util.Optional;

/** The conditions of a candidate and their newest measurements, as text. */
final class ConditionsText {

  private final Style style;

  ConditionsText(Style style) {
    this.style = style;
  }

  /** A table; empty without conditions. */
  List<String> lines(Rollout rollout) {
    if (rollout.analysis() == null || rollout.analysis().conditions().isEmpty()) {
      return List.of();
    }
    Table table =
        new Table()
            .column("", Align.LEFT)
            .column("condition", Align.LEFT)
            .column("measured", Align.LEFT)
            .column("images", Align.RIGHT)
            .column("interval", Align.LEFT)
            .column("in a row", Align.LEFT);
    for (RolloutCondition condition : rollout.analysis().conditions()) {
      Optional<Rollout.Measured> measured = measured(rollout, condition);
      table.row(
          mark(measured.map(Rollout.Measured::verdict).orElse(Verdict.UNKNOWN)),
          condition.toString(),
          measured.map(MetricFormat::measured).orElse("not yet"),
          measured.map(it -> String.valueOf(it.samples())).orElse(""),
          measured.map(MetricFormat::basis).orElse(""),
          measured.map(it -> counts(it, condition)).orElse(""));
    }
    return table.lines(style);
  }

  /** A condition's newest measurement. */
  private static Optional<Rollout.Measured> measured(Rollout rollout, RolloutCondition condition) {
    return rollout.measured().stream().filter(it -> it.isOf(condition)).findFirst();
  }

  private String mark(Verdict verdict) {
    return switch (verdict) {
      case SUCCESSFUL -> style.yes();
      case FAILED -> style.no();
      case INCONCLUSIVE -> style.yellow("?");
      case UNKNOWN -> style.dim(style.unicode() ? "·" : ".");
    };
  }

  private static String counts(Rollout.Measured measured, RolloutCondition condition) {
    if (measured.verdict() == Verdict.INCONCLUSIVE) {
      return "%d/%d inconclusive"
          .formatted(measured.inconclusive(), orZero(condition.inconclusiveLimit()));
    }
    String good = measured.successes() + " good";
    return measured.failures() == 0
        ? good
        : "%s, %d/%d failed".formatted(good, measured.failures(), orZero(condition.failureLimit()));
  }

  private static int orZero(Integer limit) {
    return limit == null ? 0 : limit;
  }
}
