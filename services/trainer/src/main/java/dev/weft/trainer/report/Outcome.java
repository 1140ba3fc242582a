package dev.weft.trainer.report;

import dev.weft.trainer.evaluate.Verdict;

/**
 * What the gate said.
 *
 * @param passed whether the version may be published
 * @param reason for people
 * @param comparison with the serving version; null if there was nothing to compare with
 */
public record Outcome(boolean passed, String reason, Verdict.Comparison comparison) {

  static Outcome of(Verdict verdict) {
    return new Outcome(verdict instanceof Verdict.Passed, verdict.reason(), verdict.comparison());
  }
}
