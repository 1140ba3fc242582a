package dev.weft.rollout.state;

import dev.weft.events.rollout.RolloutChanged.Measured;
import dev.weft.events.rollout.RolloutChanged.Verdict;
import dev.weft.events.rollout.RolloutCondition;
import dev.weft.rollout.judge.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Counts the outcomes of a rollout's conditions. */
final class ConditionCounts {
  private ConditionCounts() {}

  /**
   * Whether the policy's interval has passed since the last measurement of a candidate that gets
   * images.
   */
  static boolean isDue(RolloutProgress progress, Instant now) {
    if (!progress.isExposed()
        || progress.analysis().conditions().stream().noneMatch(c -> isKnown(progress, c))) {
      return false;
    }
    Instant last =
        progress.measured().stream()
            .map(Measured::at)
            .reduce(progress.exposedAt(), (one, other) -> one.isAfter(other) ? one : other);
    return !now.isBefore(last.plus(Duration.ofSeconds(progress.analysis().intervalSeconds())));
  }

  /** Measures every condition. */
  static RolloutProgress measure(
      ServingState servingState, RolloutProgress progress, Evidence evidence, Instant now) {
    List<Measured> measured = new ArrayList<>();
    for (RolloutCondition condition : progress.analysis().conditions()) {
      if (!isKnown(progress, condition)) {
        before(progress, condition).ifPresent(measured::add);
        continue;
      }
      Reading reading = evidence.reading(servingState, progress, condition);
      measured.add(counted(condition, before(progress, condition), reading, now));
    }
    return progress.measured(measured);
  }

  /**
   * A message about the condition that has failed more often than the policy allows; empty if none
   * has.
   */
  static Optional<String> failure(ServingState servingState, RolloutProgress progress) {
    return progress.analysis().conditions().stream()
        .flatMap(
            condition ->
                before(progress, condition)
                    .filter(measured -> measured.failures() > condition.failureLimit())
                    .stream())
        .findFirst()
        .map(measured -> describe(servingState, progress, measured));
  }

  /**
   * Whether a condition can be measured now: the agreement of a candidate is only known while it is
   * a shadow.
   */
  private static boolean isKnown(RolloutProgress progress, RolloutCondition condition) {
    return !condition.metric().needsShadow() || progress.shadow() > 0;
  }

  /** Whether every measurable condition was met the required number of times in a row. */
  static boolean isPassed(RolloutProgress progress, int successes) {
    return progress.analysis().conditions().stream()
        .filter(condition -> isKnown(progress, condition))
        .allMatch(c -> before(progress, c).filter(m -> m.successes() >= successes).isPresent());
  }

  /**
   * The condition that was inconclusive in a row more often than the policy allows; empty if none
   * was.
   */
  static Optional<Measured> undecided(RolloutProgress progress) {
    return progress.analysis().conditions().stream()
        .filter(condition -> isKnown(progress, condition))
        .flatMap(
            condition ->
                before(progress, condition)
                    .filter(measured -> measured.inconclusive() > condition.inconclusiveLimit())
                    .stream())
        .findFirst();
  }

  /** The same measurement as the first of a row. */
  static Measured withoutRow(Measured measured) {
    return new Measured(
        measured.metric(),
        measured.successCondition(),
        measured.verdict(),
        measured.value(),
        measured.low(),
        measured.high(),
        measured.samples(),
        measured.paired(),
        measured.sequential(),
        measured.failures(),
        0,
        0,
        measured.at(),
        measured.estimated());
  }

  private static Optional<Measured> before(RolloutProgress progress, RolloutCondition condition) {
    return progress.measured().stream().filter(measured -> measured.isOf(condition)).findFirst();
  }

  private static Measured counted(
      RolloutCondition condition, Optional<Measured> before, Reading reading, Instant now) {
    Verdict verdict = reading.verdict();
    return new Measured(
        condition.metric(),
        condition.successCondition(),
        verdict,
        reading.value(),
        reading.low(),
        reading.high(),
        reading.samples(),
        reading.paired(),
        reading.sequential(),
        before.map(Measured::failures).orElse(0) + (verdict == Verdict.FAILED ? 1 : 0),
        verdict == Verdict.INCONCLUSIVE ? before.map(Measured::inconclusive).orElse(0) + 1 : 0,
        verdict == Verdict.SUCCESSFUL ? before.map(Measured::successes).orElse(0) + 1 : 0,
        now,
        condition.estimated());
  }

  private static String describe(
      ServingState servingState, RolloutProgress progress, Measured measured) {
    return String.format(
        Locale.ROOT,
        "%s did not meet %s%s %s: %s (%s to %s) on %d %s, failed %d times",
        progress.ref(servingState),
        measured.estimated() ? "estimated " : "",
        measured.metric().code(),
        measured.successCondition(),
        number(measured.value()),
        number(measured.low()),
        number(measured.high()),
        measured.samples(),
        measured.paired() ? "images that both versions classified" : "images",
        measured.failures());
  }

  private static String number(Double value) {
    return value == null ? "?" : String.format(Locale.ROOT, "%.4g", value);
  }
}
