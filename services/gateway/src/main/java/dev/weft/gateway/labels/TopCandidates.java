package dev.weft.gateway.labels;

import dev.weft.gateway.views.ImageView;
import java.util.PriorityQueue;
import java.util.Set;

/** Keeps the few best of many images. Not thread-safe. */
final class TopCandidates {

  private final LabelingPriority worth;
  private final int limit;
  private final PriorityQueue<Candidate> worstFirst =
      new PriorityQueue<>(Candidate.BEST_FIRST.reversed());
  private int considered;

  TopCandidates(LabelingPriority worth, int limit) {
    this.worth = worth;
    this.limit = limit;
  }

  /** Ranks an image, if it is one to be labeled. */
  void consider(ImageView view) {
    worth
        .of(view)
        .ifPresent(
            candidate -> {
              considered++;
              worstFirst.add(candidate);
              if (worstFirst.size() > limit) {
                worstFirst.remove();
              }
            });
  }

  Ranking ranking(Set<Integer> partitions) {
    return new Ranking(
        partitions, considered, worstFirst.stream().sorted(Candidate.BEST_FIRST).toList());
  }
}
