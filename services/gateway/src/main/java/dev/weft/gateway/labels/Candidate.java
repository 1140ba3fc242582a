package dev.weft.gateway.labels;

import dev.weft.events.label.LabelSelection;
import dev.weft.events.label.RandomSample;
import dev.weft.gateway.views.ImageView;
import java.util.Comparator;
import java.util.List;

/**
 * An image that may be offered for labeling.
 *
 * @param score 0..1, higher is more worth labeling
 * @param reasons for the score, the most important first; none for an ordinary image
 * @param margin between the probabilities of the two most probable labels, 0..1
 * @param unlike how much the image differs from what the version was trained on, 0..1; null if the
 *     version does not find that it differs
 * @param selection why it is offered
 * @param image view of the image
 */
public record Candidate(
    double score,
    List<Reason> reasons,
    double margin,
    Double unlike,
    LabelSelection selection,
    ImageView image) {

  /** By score, highest first; ties by newest, then by id. */
  static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingDouble(Candidate::score)
          .reversed()
          .thenComparing(candidate -> candidate.image().listedAt(), Comparator.reverseOrder())
          .thenComparing(Candidate::imageId);

  /** By {@code unlike}, highest first; ties by score. */
  static final Comparator<Candidate> MOST_UNLIKE_FIRST =
      Comparator.<Candidate>comparingDouble(
              candidate -> candidate.unlike() == null ? -1 : candidate.unlike())
          .reversed()
          .thenComparing(BEST_FIRST);

  public Candidate {
    reasons = List.copyOf(reasons);
    // Replicas of an earlier release send none.
    if (selection == null) {
      selection =
          RandomSample.contains(image.imageId()) ? LabelSelection.RANDOM : LabelSelection.UNCERTAIN;
    }
  }

  /** The same image, offered for another reason. */
  Candidate offeredAs(LabelSelection other) {
    return new Candidate(score, reasons, margin, unlike, other, image);
  }

  /** The image's id. */
  public String imageId() {
    return image.imageId();
  }
}
