package dev.weft.chaos.check;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Findings by rule: all are counted, and the first {@value #KEPT} of each rule are kept. */
final class Findings {
  private static final int KEPT = 100;

  private final Map<Guarantee, Long> counts = new EnumMap<>(Guarantee.class);
  private final Map<Guarantee, List<Finding>> kept = new EnumMap<>(Guarantee.class);

  void add(Guarantee rule, String subject, String detail, Object... values) {
    counts.merge(rule, 1L, Long::sum);
    List<Finding> list = kept.computeIfAbsent(rule, r -> new ArrayList<>());
    if (list.size() < KEPT) {
      list.add(new Finding(rule, subject, detail.formatted(values)));
    }
  }

  Map<Guarantee, Long> counts() {
    return Map.copyOf(counts);
  }

  List<Finding> kept() {
    return kept.values().stream().flatMap(List::stream).toList();
  }
}
