package dev.weft.gateway.labels;

import dev.weft.events.ModelRef;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.Prediction;
import dev.weft.events.image.Uncertainty;
import dev.weft.events.image.UncertaintyReason;
import dev.weft.events.label.LabelSelection;
import dev.weft.events.label.RandomSample;
import dev.weft.gateway.views.ImageView;
import dev.weft.modelstore.reference.FeatureReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * Scores how much a label of an image is worth, by its versions' answers. For the answer that users
 * get, let {@code p1} and {@code p2} be the probabilities of the two most probable labels ({@code
 * p2} is 0 if only one was published), and {@code d} the share of the other answers (canary's,
 * shadow's, old ones) that predict another label, 0 if there are none. Then
 *
 * <pre>score = 0.5 (1 - (p1 - p2)) + 0.3 d + 0.2 (1 - p1)</pre>
 *
 * <p>which combines margin sampling (Scheffer et al., 2001), query by committee (Seung et al.,
 * 1992) and least confidence (Lewis and Gale, 1994) in one value of 0..1.
 *
 * <p>Independently, an image may differ from what the version was trained on. If the answer has an
 * outlier score, the version's own decision applies ({@link
 * UncertaintyReason#UNLIKE_TRAINING_DATA}), and the score, which is about -1 for known and about 1
 * for unknown kinds of images, is mapped to 0..1. Older answers have bins of features; for these it
 * is the difference from the images that the version was tested on ({@link OutlierScore}), from
 * {@value #STRANGE} on.
 *
 * <p>Each is given as a reason if the image is notable by it: a margin below {@value
 * #SMALL_MARGIN}, any disagreement, a confidence below {@value #LOW_CONFIDENCE}, or an outlier.
 *
 * <p>None of this applies to images of the {@link RandomSample}, which are ordered by their draw.
 */
final class LabelingPriority {

  static final double SMALL_MARGIN = 0.2;
  static final double LOW_CONFIDENCE = 0.5;
  static final double STRANGE = 0.6;

  private static final double OF_MARGIN = 0.5;
  private static final double OF_DISAGREEMENT = 0.3;
  private static final double OF_CONFIDENCE = 0.2;

  private final Function<ModelRef, Optional<FeatureReference>> references;

  /**
   * @param references test images' feature references by version; empty if unknown
   */
  LabelingPriority(Function<ModelRef, Optional<FeatureReference>> references) {
    this.references = references;
  }

  /** The image as a candidate; empty if it has a label, or no version has answered it. */
  Optional<Candidate> of(ImageView view) {
    return view.labeled() != null
        ? Optional.empty()
        : view.answer().map(answer -> candidate(view, answer));
  }

  private Candidate candidate(ImageView view, ImageClassified answer) {
    List<Prediction> labels = answer.predictions();
    double confidence = labels.get(0).probability();
    double second = labels.size() < 2 ? 0 : labels.get(1).probability();
    double margin = Math.max(0, confidence - second);
    if (RandomSample.contains(view.imageId())) {
      double score = 1 - RandomSample.draw(view.imageId()) / RandomSample.SHARE;
      return new Candidate(score, List.of(), margin, null, LabelSelection.RANDOM, view);
    }
    double disagreement = disagreement(view, answer);
    double score =
        OF_MARGIN * (1 - margin)
            + OF_DISAGREEMENT * disagreement
            + OF_CONFIDENCE * (1 - confidence);
    OptionalDouble unlike = unlike(answer);
    List<Reason> reasons = new ArrayList<>(4);
    if (margin < SMALL_MARGIN) {
      reasons.add(Reason.MARGIN);
    }
    if (disagreement > 0) {
      reasons.add(Reason.DISAGREEMENT);
    }
    if (confidence < LOW_CONFIDENCE) {
      reasons.add(Reason.CONFIDENCE);
    }
    if (unlike.isPresent()) {
      reasons.add(Reason.DRIFT);
    }
    return new Candidate(
        score,
        reasons,
        margin,
        unlike.isPresent() ? unlike.getAsDouble() : null,
        disagreement > 0 ? LabelSelection.DISAGREEMENT : LabelSelection.UNCERTAIN,
        view);
  }

  /** How much it differs from the version's training images, 0..1; empty if it does not. */
  private OptionalDouble unlike(ImageClassified answer) {
    Uncertainty uncertainty = answer.uncertainty();
    if (uncertainty != null && uncertainty.outlierScore() != null) {
      return uncertainty.reasons().contains(UncertaintyReason.UNLIKE_TRAINING_DATA)
          ? OptionalDouble.of(Math.max(0, Math.min(1, (uncertainty.outlierScore() + 1) / 2)))
          : OptionalDouble.empty();
    }
    OptionalDouble strangeness =
        answer.featureBins() == null
            ? OptionalDouble.empty()
            : references
                .apply(answer.model())
                .map(reference -> OutlierScore.of(answer, reference))
                .orElseGet(OptionalDouble::empty);
    return strangeness.orElse(0) >= STRANGE ? strangeness : OptionalDouble.empty();
  }

  private static double disagreement(ImageView view, ImageClassified answer) {
    String predicted = label(answer);
    List<String> others =
        view.answers().stream()
            .filter(other -> other != answer)
            .map(LabelingPriority::label)
            .toList();
    long otherwise = others.stream().filter(label -> !label.equals(predicted)).count();
    return others.isEmpty() ? 0 : (double) otherwise / others.size();
  }

  private static String label(ImageClassified answer) {
    return answer.predictions().get(0).label();
  }
}
