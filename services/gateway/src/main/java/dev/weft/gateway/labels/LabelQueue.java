package dev.weft.gateway.labels;

import dev.weft.events.label.LabelSelection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Puts candidates into the order in which people are asked. Places are dealt to kinds of candidates
 * by their shares ({@link LabelMix}), so that any beginning of the queue is mixed alike.
 *
 * <p>What is chosen for what versions answered is also diverse: the next is the one with the
 * highest score, where the score of an image that looks like one that has a place or a label counts
 * for less, in proportion to their distance. That is the greedy choice of k centres (Gonzalez,
 * 1985, doi:10.1016/0304-3975(85)90224-5), by which Sener and Savarese (2018, arXiv:1708.00489)
 * choose labels, with distances cut off at {@value #ALIKE} and weighted by what a label is worth:
 * without the cut it takes what lies far out instead of what is uncertain, which was worth less,
 * see ADR 63. Distances are those of sketches of features. Without sketches it is the order of the
 * scores.
 *
 * <p>Images of the random sample come in the order of their draws, whatever they look like.
 *
 * <p>What is a near-duplicate of an image that has a place gets none, of whichever kind it is, so
 * that nobody is asked the same twice on a page. It comes up again when the other has its label.
 *
 * <p>Pure, and bounded by what it is given: with {@code c} candidates, {@code l} sketches of
 * labeled images and {@code p} places about {@code 64 c (l + 2 p)} multiplications.
 */
public final class LabelQueue {

  /**
   * Distance of sketches below which images are near-duplicates, such as the same picture encoded
   * otherwise; see ADR 63.
   */
  public static final double NEAR_DUPLICATE = 60;

  /**
   * Distance of sketches from which on images do not look alike; two photographs are some 225
   * apart.
   */
  static final double ALIKE = 160;

  private final LabelMix mix;

  public LabelQueue(LabelMix mix) {
    this.mix = mix;
  }

  /**
   * The queue's beginning.
   *
   * @param ranking the candidates that have no label
   * @param doubtful images whose label is doubted, the most doubtful first
   * @param limit places
   * @return each image once at most, with the selection by which it got its place
   */
  public List<Candidate> first(Ranking ranking, List<Candidate> doubtful, int limit) {
    Pass pass = new Pass(ranking, doubtful);
    List<Candidate> queue = new ArrayList<>();
    while (queue.size() < limit && pass.place(queue)) {
      continue;
    }
    return queue;
  }

  /** Candidates of one kind that have no place yet, the most worth a label first. */
  private static final class Pool {
    private final LabelSelection kind;
    private final double share;
    private final ToDoubleFunction<Candidate> score;
    private final List<Integer> waiting = new ArrayList<>();
    private int places;

    /**
     * @param score 0..1, by which it is chosen together with distances; null to take them in order
     */
    Pool(LabelSelection kind, double share, ToDoubleFunction<Candidate> score) {
      this.kind = kind;
      this.share = share;
      this.score = score;
    }

    boolean isOpen() {
      return share > 0 && !waiting.isEmpty();
    }

    /** The pool with the lowest is due. */
    double due() {
      return (places + 0.5) / share;
    }
  }

  private final class Pass {
    private final List<Candidate> all = new ArrayList<>();
    private final List<Pool> pools = new ArrayList<>();

    /** From what has a place. */
    private final Novelty onPage;

    /** From what has a place or a label. */
    private final Novelty known;

    Pass(Ranking ranking, List<Candidate> doubtful) {
      Map<String, Integer> indices = new HashMap<>();
      add(LabelSelection.UNCERTAIN, Candidate::score, ranking.best(), indices);
      add(LabelSelection.UNLIKE, Candidate::unlike, ranking.unlike(), indices);
      add(LabelSelection.RANDOM, null, ranking.random(), indices);
      add(LabelSelection.DOUBTFUL, null, doubtful, indices);
      onPage = new Novelty(all);
      known = new Novelty(all);
      ranking.labeled().forEach(known::cover);
    }

    private void add(
        LabelSelection kind,
        ToDoubleFunction<Candidate> score,
        List<Candidate> candidates,
        Map<String, Integer> indices) {
      Pool pool = new Pool(kind, mix.of(kind), score);
      for (Candidate candidate : candidates) {
        int index = indices.computeIfAbsent(candidate.imageId(), id -> all.size());
        if (index == all.size()) {
          all.add(candidate);
        }
        pool.waiting.add(index);
      }
      pools.add(pool);
    }

    /** Gives one more image its place; false if there is none. */
    boolean place(List<Candidate> queue) {
      Pool due =
          pools.stream()
              .filter(Pool::isOpen)
              .min(Comparator.comparingDouble(Pool::due))
              .orElse(null);
      if (due == null) {
        return false;
      }
      int chosen = due.score == null ? due.waiting.get(0) : best(due);
      due.places++;
      onPage.cover(chosen);
      known.cover(chosen);
      pools.forEach(pool -> pool.waiting.removeIf(each -> onPage.distance(each) < NEAR_DUPLICATE));
      Candidate candidate = all.get(chosen);
      queue.add(due.kind == LabelSelection.UNCERTAIN ? candidate : candidate.offeredAs(due.kind));
      return true;
    }

    private int best(Pool pool) {
      int best = pool.waiting.get(0);
      double most = -1;
      for (int each : pool.waiting) {
        double newness = Math.min(1, known.distance(each) / ALIKE);
        double worth = pool.score.applyAsDouble(all.get(each)) * newness;
        if (worth > most) {
          most = worth;
          best = each;
        }
      }
      return best;
    }
  }
}
