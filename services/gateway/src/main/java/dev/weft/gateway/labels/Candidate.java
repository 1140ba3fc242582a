package dev.weft.gateway.labels;

import dev.weft.events.label.LabelSelection;
import dev.weft.gateway.views.ImageView;
import java.util.Comparator;
import java.util.List;

/**
 * An image that nobody has labeled, and what a label of it would be worth.
 *
 * @param score 0..1, more is more
 * @param reasons for the score, the weightiest first; none if the image is nothing special
 * @param margin between the probabilities of the two most probable labels, 0..1
 * @param selection why it is offered
 * @param image as the views know it
 */
public record Candidate(
    double score, List<Reason> reasons, double margin, LabelSelection selection, ImageView image) {

  /** The most worth a label first; of equals the newest, then by id. */
  static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingDouble(Candidate::score)
          .reversed()
          .thenComparing(candidate -> candidate.image().listedAt(), Comparator.reverseOrder())
          .thenComparing(Candidate::imageId);

  public Candidate {
    reasons = List.copyOf(reasons);
  }

  /** The image's id. */
  public String imageId() {
    return image.imageId();
  }
}
