package dev.weft.gateway.labels;

import dev.weft.events.ModelRef;
import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.Prediction;
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
 * What a person's label of an image would be worth, by what the versions say of it. Of the answer
 * that users get, let {@code p1} and {@code p2} be the probabilities of the two most probable
 * labels ({@code p2} is 0 if only one was published), and {@code d} the share of the other answers
 * (canary's, shadow's, old ones) that predict another label, 0 if there are none. Then
 *
 * <pre>score = 0.5 (1 - (p1 - p2)) + 0.3 d + 0.2 (1 - p1)</pre>
 *
 * <p>which is margin sampling (Scheffer et al., 2001), query by committee (Seung et al., 1992) and
 * least confidence (Lewis and Gale, 1994) in one figure of 0..1. Where the version says what it was
 * tested on, a fifth of the score is how unlike that the image is ({@link OutlierScore}), so that
 * what has drifted is labeled too:
 *
 * <pre>0.8 score + 0.2 strangeness</pre>
 *
 * <p>A term is a reason where it says that the image is special: a margin below 0.2, any
 * disagreement, a confidence below 0.5, a strangeness of 0.6 or more.
 *
 * <p>None of this is asked of images of the {@link RandomSample}: they are ordered by their draw.
 */
final class LabelingPriority {

  static final double SMALL_MARGIN = 0.2;
  static final double LOW_CONFIDENCE = 0.5;
  static final double STRANGE = 0.6;

  private static final double OF_MARGIN = 0.5;
  private static final double OF_DISAGREEMENT = 0.3;
  private static final double OF_CONFIDENCE = 0.2;

  private static final double OF_STRANGENESS = 0.2;

  private final Function<ModelRef, Optional<FeatureReference>> references;

  /**
   * @param references what versions were tested on; empty where that is not known
   */
  LabelingPriority(Function<ModelRef, Optional<FeatureReference>> references) {
    this.references = references;
  }

  /** Empty for an image that has a label, or that no version has answered. */
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
      return new Candidate(score, List.of(), margin, LabelSelection.RANDOM, view);
    }
    double disagreement = disagreement(view, answer);
    double score =
        OF_MARGIN * (1 - margin)
            + OF_DISAGREEMENT * disagreement
            + OF_CONFIDENCE * (1 - confidence);
    OptionalDouble strangeness = strangeness(answer);
    if (strangeness.isPresent()) {
      score = (1 - OF_STRANGENESS) * score + OF_STRANGENESS * strangeness.getAsDouble();
    }
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
    if (strangeness.orElse(0) >= STRANGE) {
      reasons.add(Reason.DRIFT);
    }
    return new Candidate(score, reasons, margin, selection(reasons), view);
  }

  private static LabelSelection selection(List<Reason> reasons) {
    return reasons.contains(Reason.DISAGREEMENT)
        ? LabelSelection.DISAGREEMENT
        : reasons.contains(Reason.DRIFT) ? LabelSelection.UNLIKE : LabelSelection.UNCERTAIN;
  }

  private OptionalDouble strangeness(ImageClassified answer) {
    return answer.featureBins() == null
        ? OptionalDouble.empty()
        : references
            .apply(answer.model())
            .map(reference -> OutlierScore.of(answer, reference))
            .orElseGet(OptionalDouble::empty);
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
