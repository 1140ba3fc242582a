package dev.weft.chaos.check;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a history shows.
 *
 * @param seen how much was looked at, by name
 * @param broken how often each rule was broken; rules that were kept are left out
 * @param findings the first of each rule that was broken, the worst rules first
 */
public record CheckVerdict(Map<String, Long> seen, Map<Rule, Long> broken, List<Finding> findings) {
  public CheckVerdict {
    seen = Collections.unmodifiableMap(new TreeMap<>(seen));
    broken = Collections.unmodifiableMap(new TreeMap<>(broken));
    findings = List.copyOf(findings);
  }

  /** Whether every promise was kept. */
  public boolean isClean() {
    return broken.isEmpty();
  }
}
