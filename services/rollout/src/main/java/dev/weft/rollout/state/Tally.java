package dev.weft.rollout.state;

import dev.weft.events.RolloutChanged.Measured;
import dev.weft.events.RolloutChanged.Verdict;
import dev.weft.events.RolloutCondition;
import dev.weft.rollout.judge.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Counts what the measurements of a trial's conditions say. */
final class Tally {
  private Tally() {}

  /** Whether a candidate that gets images was not measured for the policy's interval. */
  static boolean isDue(Trial trial, Instant now) {
    if (!trial.isExposed()
        || trial.analysis().conditions().stream().noneMatch(c -> isKnown(trial, c))) {
      return false;
    }
    Instant last =
        trial.measured().stream()
            .map(Measured::at)
            .reduce(trial.exposedAt(), (one, other) -> one.isAfter(other) ? one : other);
    return !now.isBefore(last.plus(Duration.ofSeconds(trial.analysis().intervalSeconds())));
  }

  /** Measures every condition. */
  static Trial measure(Standing standing, Trial trial, Evidence evidence, Instant now) {
    List<Measured> measured = new ArrayList<>();
    for (RolloutCondition condition : trial.analysis().conditions()) {
      if (!isKnown(trial, condition)) {
        before(trial, condition).ifPresent(measured::add);
        continue;
      }
      Reading reading = evidence.reading(standing, trial, condition);
      measured.add(counted(condition, before(trial, condition), reading, now));
    }
    return trial.measured(measured);
  }

  /** The condition that has failed more often than is borne, in words; empty if none has. */
  static Optional<String> failure(Standing standing, Trial trial) {
    return trial.analysis().conditions().stream()
        .flatMap(
            condition ->
                before(trial, condition)
                    .filter(measured -> measured.failures() > condition.failureLimit())
                    .stream())
        .findFirst()
        .map(measured -> said(standing, trial, measured));
  }

  /** Whether a condition can be measured now: a candidate that is no shadow agrees with nobody. */
  private static boolean isKnown(Trial trial, RolloutCondition condition) {
    return !condition.metric().needsShadow() || trial.shadow() > 0;
  }

  /** Whether every condition that can be measured was met so often in a row. */
  static boolean isPassed(Trial trial, int successes) {
    return trial.analysis().conditions().stream()
        .filter(condition -> isKnown(trial, condition))
        .allMatch(c -> before(trial, c).filter(m -> m.successes() >= successes).isPresent());
  }

  /** The condition that was inconclusive more often in a row than is borne; empty if none was. */
  static Optional<Measured> undecided(Trial trial) {
    return trial.analysis().conditions().stream()
        .filter(condition -> isKnown(trial, condition))
        .flatMap(
            condition ->
                before(trial, condition)
                    .filter(measured -> measured.inconclusive() > condition.inconclusiveLimit())
                    .stream())
        .findFirst();
  }

  /** The same measurement, the first of a row. */
  static Measured withoutRow(Measured measured) {
    return new Measured(
        measured.metric(),
        measured.successCondition(),
        measured.verdict(),
        measured.value(),
        measured.low(),
        measured.high(),
        measured.samples(),
        measured.failures(),
        0,
        0,
        measured.at());
  }

  private static Optional<Measured> before(Trial trial, RolloutCondition condition) {
    return trial.measured().stream()
        .filter(
            measured ->
                measured.metric() == condition.metric()
                    && measured.successCondition().equals(condition.successCondition()))
        .findFirst();
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
        before.map(Measured::failures).orElse(0) + (verdict == Verdict.FAILED ? 1 : 0),
        verdict == Verdict.INCONCLUSIVE ? before.map(Measured::inconclusive).orElse(0) + 1 : 0,
        verdict == Verdict.SUCCESSFUL ? before.map(Measured::successes).orElse(0) + 1 : 0,
        now);
  }

  private static String said(Standing standing, Trial trial, Measured measured) {
    return String.format(
        Locale.ROOT,
        "%s did not meet %s %s: %s (%s to %s) on %d images, failed %d times",
        trial.ref(standing),
        measured.metric().code(),
        measured.successCondition(),
        number(measured.value()),
        number(measured.low()),
        number(measured.high()),
        measured.samples(),
        measured.failures());
  }

  private static String number(Double value) {
    return value == null ? "?" : String.format(Locale.ROOT, "%.4g", value);
  }
}
