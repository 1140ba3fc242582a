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
 * Ranked images of some partitions. An image may be in both {@code best} and {@code unlike}; one of
 * the random sample is in neither.
 *
 * @param partitions that are included
 * @param considered number of images without a label that were ranked
 * @param best images most worth labeling, the best first
 * @param unlike images that differ from their version's training images, the most different first
 * @param random images of the random sample, in the order of their draws
 * @param labeled sketches of labeled images, the newest of each partition
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
    // Replicas of earlier releases rank all images in one list, thus not in the order of draws.
    best = best.stream().filter(each -> each.selection() != LabelSelection.RANDOM).toList();
    unlike = unlike == null ? List.of() : List.copyOf(unlike);
    random = random == null ? List.of() : List.copyOf(random);
    labeled = labeled == null ? List.of() : List.copyOf(labeled);
  }

  /**
   * Merges the rankings of several replicas.
   *
   * @param limit number of images to keep for each kind of selection
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

  /** Filters the candidates. */
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
