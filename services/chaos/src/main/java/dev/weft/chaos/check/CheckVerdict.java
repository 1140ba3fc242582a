package dev.weft.chaos.check;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Result of checking a history.
 *
 * @param seen numbers of checked operations, by name
 * @param broken number of violations of each rule; rules without violations are omitted
 * @param findings the first violations of each rule, most severe rules first
 */
public record CheckVerdict(
    Map<String, Long> seen, Map<Guarantee, Long> broken, List<Finding> findings) {
  public CheckVerdict {
    seen = Collections.unmodifiableMap(new TreeMap<>(seen));
    broken = Collections.unmodifiableMap(new TreeMap<>(broken));
    findings = List.copyOf(findings);
  }

  /** Whether all guarantees held. */
  public boolean isClean() {
    return broken.isEmpty();
  }
}
