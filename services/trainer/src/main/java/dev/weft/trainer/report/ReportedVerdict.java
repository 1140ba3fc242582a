package dev.weft.trainer.report;

import dev.weft.trainer.evaluate.GateVerdict;

/**
 * The gate's verdict.
 *
 * @param passed whether the version may be published
 * @param reason for people
 * @param comparison with the serving version; null if there was nothing to compare with
 */
public record ReportedVerdict(boolean passed, String reason, GateVerdict.Comparison comparison) {

  static ReportedVerdict of(GateVerdict verdict) {
    return new ReportedVerdict(
        verdict instanceof GateVerdict.Passed, verdict.reason(), verdict.comparison());
  }
}
