package dev.weft.chaos.check;

import java.util.List;
import java.util.Map;

/**
 * What a history shows.
 *
 * @param counts of what was looked at, by name
 * @param findings promises that were not kept, the worst rules first
 */
public record Verdict(Map<String, Long> counts, List<Finding> findings) {
  public Verdict {
    findings = List.copyOf(findings);
  }

  /** Whether every promise was kept. */
  public boolean isClean() {
    return findings.isEmpty();
  }
}
