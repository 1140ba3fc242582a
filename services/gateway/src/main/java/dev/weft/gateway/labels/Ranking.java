package dev.weft.gateway.labels;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Images that are worth a label, as some partitions know them.
 *
 * @param partitions the partitions that were asked
 * @param considered images without a label that were ranked
 * @param best of them, the most worth a label first
 */
public record Ranking(Set<Integer> partitions, int considered, List<Candidate> best) {

  public Ranking {
    partitions = Set.copyOf(partitions);
    best = List.copyOf(best);
  }

  /** The {@code limit} best of all. */
  static Ranking merge(Collection<Ranking> parts, int limit) {
    Set<Integer> partitions = new TreeSet<>();
    parts.forEach(part -> partitions.addAll(part.partitions()));
    List<Candidate> best =
        parts.stream()
            .flatMap(part -> part.best().stream())
            .sorted(Candidate.BEST_FIRST)
            .limit(limit)
            .toList();
    return new Ranking(partitions, parts.stream().mapToInt(Ranking::considered).sum(), best);
  }
}
