package dev.weft.gateway.labels;

import dev.weft.events.ModelRef;
import dev.weft.events.image.FeatureSketch;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.label.LabelSelection;
import dev.weft.gateway.views.ImageView;
import dev.weft.modelstore.reference.FeatureReference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;

/**
 * Selects the best candidates of many images for each kind of selection, and samples sketches of
 * labeled images. Not thread-safe.
 */
public final class CandidatePools {

  private final LabelingPriority priority;
  private final int limit;
  private final int mostLabeled;
  private final Best uncertain = new Best(Candidate.BEST_FIRST);
  private final Best unlike = new Best(Candidate.MOST_UNLIKE_FIRST);
  private final Best random = new Best(Candidate.BEST_FIRST);
  private final List<FeatureSketch> labeled = new ArrayList<>();
  private int considered;

  /**
   * @param references test images' feature references by version; empty if unknown
   * @param limit number of candidates to keep for each kind of selection
   * @param mostLabeled number of sketches of labeled images to keep: the first ones
   */
  public CandidatePools(
      Function<ModelRef, Optional<FeatureReference>> references, int limit, int mostLabeled) {
    this(new LabelingPriority(references), limit, mostLabeled);
  }

  CandidatePools(LabelingPriority priority, int limit, int mostLabeled) {
    this.priority = priority;
    this.limit = limit;
    this.mostLabeled = mostLabeled;
  }

  /** Ranks an image, if it can be labeled. */
  public void consider(ImageView view) {
    if (view.labeled() != null) {
      if (labeled.size() < mostLabeled) {
        view.answer().map(ImageClassified::featureSketch).ifPresent(labeled::add);
      }
      return;
    }
    priority.of(view).ifPresent(this::add);
  }

  private void add(Candidate candidate) {
    considered++;
    if (candidate.selection() == LabelSelection.RANDOM) {
      random.add(candidate);
      return;
    }
    uncertain.add(candidate);
    if (candidate.unlike() != null) {
      unlike.add(candidate);
    }
  }

  /** The selected candidates, as the ranking of the given partitions. */
  public Ranking ranking(Set<Integer> partitions) {
    return new Ranking(
        partitions, considered, uncertain.sorted(), unlike.sorted(), random.sorted(), labeled);
  }

  private final class Best {
    private final Comparator<Candidate> order;
    private final PriorityQueue<Candidate> worstFirst;

    Best(Comparator<Candidate> order) {
      this.order = order;
      worstFirst = new PriorityQueue<>(order.reversed());
    }

    void add(Candidate candidate) {
      worstFirst.add(candidate);
      if (worstFirst.size() > limit) {
        worstFirst.remove();
      }
    }

    List<Candidate> sorted() {
      return worstFirst.stream().sorted(order).toList();
    }
  }
}
