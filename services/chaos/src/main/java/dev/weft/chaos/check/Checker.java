package dev.weft.chaos.check;

import dev.weft.chaos.history.Operation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks the operations of a history one after the other, then reports violations. Memory grows
 * with the number of ids, not of operations. Not thread-safe.
 */
public final class Checker {
  private final Findings findings = new Findings();
  private final VersionsInvariant versions = new VersionsInvariant(findings);
  private final List<Invariant> witnesses =
      List.of(
          new RecordsInvariant(findings),
          new AnswersInvariant(findings, versions),
          new LabelsInvariant(findings),
          new TrainingsInvariant(findings),
          versions,
          new OffsetsInvariant(findings));
  private long operations;
  private long faults;
  private boolean ended;

  /** Adds the next operation, in the history's order. */
  public void add(Operation operation) {
    operations++;
    if (operation instanceof Operation.Fault) {
      faults++;
    }
    ended = operation instanceof Operation.Ended || ended && isOfRecorder(operation);
    witnesses.forEach(witness -> witness.add(operation));
  }

  /** Data sets may be read, and faults recorded, after the clients' end. */
  private static boolean isOfRecorder(Operation operation) {
    return operation instanceof Operation.Fault;
  }

  /** Returns all violations. Called once, at the end. */
  public CheckVerdict verdict() {
    if (!ended) {
      findings.add(
          Guarantee.HISTORY_ENDED,
          "history",
          "its last operation is not \"ended\", so it cannot be determined whether anything was"
              + " lost");
    }
    witnesses.forEach(witness -> witness.judge(ended));
    Map<String, Long> seen = new HashMap<>();
    seen.put("operations", operations);
    seen.put("faults", faults);
    witnesses.forEach(witness -> witness.count(seen));
    return new CheckVerdict(seen, findings.counts(), findings.kept());
  }
}
