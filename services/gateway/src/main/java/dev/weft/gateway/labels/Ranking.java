package dev.weft.gateway.labels;

import dev.weft.events.image.FeatureSketch;
import dev.weft.events.label.LabelSelection;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Images that are worth a label, as some partitions know them. An image may be among the best and
 * among the unlike; one of the random sample is among neither.
 *
 * @param partitions the partitions that were asked
 * @param considered images without a label that were ranked
 * @param best of them, the most worth a label first
 * @param unlike those that their version finds unlike what it knows, the most unlike first
 * @param random of the random sample, in the order of their draws
 * @param labeled of images that have a label, the newest of each partition
 */
public record Ranking(
    Set<Integer> partitions,
    int considered,
    List<Candidate> best,
    List<Candidate> unlike,
    List<Candidate> random,
    List<FeatureSketch> labeled) {

  public Ranking {
    partitions = Set.copyOf(partitions);
    // Replicas of earlier releases rank all images in one list, and so not at random.
    best = best.stream().filter(each -> each.selection() != LabelSelection.RANDOM).toList();
    unlike = unlike == null ? List.of() : List.copyOf(unlike);
    random = random == null ? List.of() : List.copyOf(random);
    labeled = labeled == null ? List.of() : List.copyOf(labeled);
  }

  /**
   * The best of all, whichever replicas own which partitions.
   *
   * @param limit that are kept for each way of choosing
   */
  static Ranking merge(Collection<Ranking> parts, int limit) {
    Set<Integer> partitions = new TreeSet<>();
    parts.forEach(part -> partitions.addAll(part.partitions()));
    return new Ranking(
        partitions,
        parts.stream().mapToInt(Ranking::considered).sum(),
        merged(parts, Ranking::best, Candidate.BEST_FIRST, limit),
        merged(parts, Ranking::unlike, Candidate.MOST_UNLIKE_FIRST, limit),
        merged(parts, Ranking::random, Candidate.BEST_FIRST, limit),
        parts.stream().flatMap(part -> part.labeled().stream()).toList());
  }

  private static List<Candidate> merged(
      Collection<Ranking> parts,
      Function<Ranking, List<Candidate>> pool,
      Comparator<Candidate> order,
      int limit) {
    return parts.stream().map(pool).flatMap(List::stream).sorted(order).limit(limit).toList();
  }

  /** The same, with those candidates only. */
  public Ranking only(Predicate<Candidate> wanted) {
    return new Ranking(
        partitions,
        considered,
        best.stream().filter(wanted).toList(),
        unlike.stream().filter(wanted).toList(),
        random.stream().filter(wanted).toList(),
        labeled);
  }
}
