package dev.weft.gateway.labels;

import dev.weft.events.label.LabelSelection;
import dev.weft.events.label.RandomSample;
import dev.weft.gateway.views.ImageView;
import java.util.Comparator;
import java.util.List;

/**
 * An image that a person may be asked about, and why.
 *
 * @param score 0..1, more is more worth a label
 * @param reasons for the score, the weightiest first; none if the image is nothing special
 * @param margin between the probabilities of the two most probable labels, 0..1
 * @param unlike how unlike the image is to what the version knows, 0..1; null where the version
 *     does not find it unlike
 * @param selection why it is offered
 * @param image as the views know it
 */
public record Candidate(
    double score,
    List<Reason> reasons,
    double margin,
    Double unlike,
    LabelSelection selection,
    ImageView image) {

  /** The most worth a label first; of equals the newest, then by id. */
  static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingDouble(Candidate::score)
          .reversed()
          .thenComparing(candidate -> candidate.image().listedAt(), Comparator.reverseOrder())
          .thenComparing(Candidate::imageId);

  /** The most unlike first; of equals the most worth a label. */
  static final Comparator<Candidate> MOST_UNLIKE_FIRST =
      Comparator.<Candidate>comparingDouble(
              candidate -> candidate.unlike() == null ? -1 : candidate.unlike())
          .reversed()
          .thenComparing(BEST_FIRST);

  public Candidate {
    reasons = List.copyOf(reasons);
    // A replica of an earlier release says none.
    if (selection == null) {
      selection =
          RandomSample.contains(image.imageId()) ? LabelSelection.RANDOM : LabelSelection.UNCERTAIN;
    }
  }

  /** The same, offered for another reason. */
  Candidate offeredAs(LabelSelection other) {
    return new Candidate(score, reasons, margin, unlike, other, image);
  }

  /** The image's id. */
  public String imageId() {
    return image.imageId();
  }
}
