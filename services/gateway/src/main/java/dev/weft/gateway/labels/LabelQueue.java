package dev.weft.gateway.labels;

import dev.weft.events.label.LabelSelection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Orders candidates for labeling. Places are assigned to kinds of candidates by their shares
 * ({@link LabelMix}), so that every prefix of the queue has the same mix.
 *
 * <p>Images that are chosen by their versions' answers are also diversified: the next is the one
 * with the highest score, where the score of an image that looks like one that has a place or a
 * label is reduced in proportion to their distance. That is the greedy choice of k centers
 * (Gonzalez, 1985, doi:10.1016/0304-3975(85)90224-5), by which Sener and Savarese (2018,
 * arXiv:1708.00489) choose labels, with distances cut off at {@value #ALIKE} and weighted by the
 * score: without the cut-off it prefers outliers to uncertain images, which performed worse, see
 * ADR 63. Distances are those of feature sketches. Without sketches the order is that of the
 * scores.
 *
 * <p>Images of the random sample come in the order of their draws, whatever they look like.
 *
 * <p>Near-duplicates of an image that has a place are omitted, whatever their kind, so that a page
 * does not contain the same picture twice. They are offered again once the other image has its
 * label.
 *
 * <p>Pure. With {@code c} candidates, {@code l} sketches of labeled images and {@code p} places it
 * takes about {@code 64 c (l + 2 p)} multiplications.
 */
public final class LabelQueue {

  /**
   * Distance of sketches below which images are near-duplicates, such as the same picture in
   * another encoding; see ADR 63.
   */
  public static final double NEAR_DUPLICATE = 60;

  /**
   * Distance of sketches from which images do not look alike; two photographs are some 225 apart.
   */
  static final double ALIKE = 160;

  private final LabelMix mix;

  public LabelQueue(LabelMix mix) {
    this.mix = mix;
  }

  /**
   * The first images of the queue.
   *
   * @param ranking the candidates that have no label
   * @param doubtful images whose label is doubted, the most doubtful first
   * @param limit number of places
   * @return each image at most once, with the selection by which it got its place
   */
  public List<Candidate> first(Ranking ranking, List<Candidate> doubtful, int limit) {
    Pass pass = new Pass(ranking, doubtful);
    List<Candidate> queue = new ArrayList<>();
    while (queue.size() < limit && pass.place(queue)) {
      continue;
    }
    return queue;
  }

  /** Candidates of one kind that have no place yet, the highest score first. */
  private static final class Pool {
    private final LabelSelection kind;
    private final double share;
    private final ToDoubleFunction<Candidate> score;
    private final List<Integer> waiting = new ArrayList<>();
    private int places;

    /**
     * @param score 0..1, combined with distances; null to take candidates in their order
     */
    Pool(LabelSelection kind, double share, ToDoubleFunction<Candidate> score) {
      this.kind = kind;
      this.share = share;
      this.score = score;
    }

    boolean isOpen() {
      return share > 0 && !waiting.isEmpty();
    }

    /** The pool with the lowest value is served next. */
    double due() {
      return (places + 0.5) / share;
    }
  }

  private final class Pass {
    private final List<Candidate> all = new ArrayList<>();
    private final List<Pool> pools = new ArrayList<>();

    /** Distances from images that have a place. */
    private final Novelty onPage;

    /** Distances from images that have a place or a label. */
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

    /** Gives one more image its place; returns false if there is none left. */
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
