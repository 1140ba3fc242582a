package dev.weft.chaos.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/** Reports a verdict to people, and to programs. */
public final class CheckReport {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SHOWN = 10;

  private final CheckVerdict verdict;

  public CheckReport(CheckVerdict verdict) {
    this.verdict = verdict;
  }

  /** Prints the numbers of checked operations, each violated rule, and the first cases of each. */
  public void print(PrintWriter out) {
    verdict
        .seen()
        .forEach((name, count) -> out.println(String.format(Locale.ROOT, "%,12d %s", count, name)));
    out.println();
    if (verdict.isClean()) {
      out.println("No violations: all " + Guarantee.values().length + " guarantees held.");
    }
    verdict.broken().forEach((rule, count) -> print(out, rule, count));
    out.flush();
  }

  private void print(PrintWriter out, Guarantee rule, long count) {
    out.println(
        String.format(Locale.ROOT, "%s, %,d times: %s", rule.code(), count, rule.promise()));
    List<Finding> all =
        verdict.findings().stream().filter(finding -> finding.rule() == rule).toList();
    all.stream()
        .limit(SHOWN)
        .forEach(finding -> out.println("  " + finding.subject() + ": " + finding.detail()));
    if (count > SHOWN) {
      out.println("  ...");
    }
  }

  /**
   *
   *
   * <pre>{@code
   * {"clean": false, "seen": {"answers": 12},
   *  "broken": {"answered_once": 1},
   *  "findings": [{"rule": "answered_once", "subject": "a1", "detail": "..."}]}
   * }</pre>
   */
  public String json() {
    ObjectNode json = JSON.createObjectNode();
    json.put("clean", verdict.isClean());
    ObjectNode seen = json.putObject("seen");
    verdict.seen().forEach(seen::put);
    ObjectNode broken = json.putObject("broken");
    verdict.broken().forEach((rule, count) -> broken.put(rule.code(), count));
    var findings = json.putArray("findings");
    for (Finding finding : verdict.findings()) {
      findings
          .addObject()
          .put("rule", finding.rule().code())
          .put("subject", finding.subject())
          .put("detail", finding.detail());
    }
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
