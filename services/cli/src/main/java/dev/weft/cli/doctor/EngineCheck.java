package dev.weft.cli.doctor;

import dev.weft.xception.engine.EngineReport;
import dev.weft.xception.engine.load.Engines;
import java.util.ArrayList;
import java.util.List;

/** Checks which engines can run here, and why others cannot. */
final class EngineCheck {
  private EngineCheck() {}

  static List<CheckResult> run() {
    List<EngineReport> reports;
    try {
      reports = Engines.examined();
    } catch (RuntimeException | LinkageError e) {
      return List.of(CheckResult.bad("engines", "cannot list the engines: " + e));
    }
    List<CheckResult> findings = new ArrayList<>();
    for (EngineReport report : reports) {
      String subject = "engine " + report.engine();
      findings.add(
          report.usable()
              ? CheckResult.good(subject, report.detail())
              : CheckResult.note(subject, "not available: " + report.detail()));
    }
    if (reports.stream().noneMatch(EngineReport::usable)) {
      findings.add(
          CheckResult.bad(
              "engines", "no engine is available on this machine, so images cannot be classified"));
    }
    // Variants of an engine often have the same reason.
    return findings.stream().distinct().toList();
  }
}
