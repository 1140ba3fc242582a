package dev.weft.trainer.run.step;

import dev.weft.events.training.TrainingPhase;
import dev.weft.features.FeatureSet;
import dev.weft.imaging.Preprocessing;
import dev.weft.trainer.dataset.Sample;
import dev.weft.trainer.dataset.Split;
import dev.weft.trainer.dataset.TrainingDataset;
import dev.weft.trainer.evaluate.Evaluation;
import dev.weft.trainer.evaluate.Temperature;
import dev.weft.trainer.evaluate.VersionAnswers;
import dev.weft.trainer.phase.head.SearchResult;
import dev.weft.trainer.report.Calibration;
import dev.weft.trainer.run.context.Networks;
import dev.weft.trainer.run.context.StepClock;
import dev.weft.trainer.run.start.LoadedVersion;
import dev.weft.xception.weights.Weights;
import java.util.List;

/**
 * Calibrates a new version's probabilities by temperature scaling on images that it was not trained
 * on: the validation images or, after a cross-validation, all images. Never on the test images.
 */
public final class CalibrationStep {
  private final Networks networks;
  private final StepClock clock;
  private final TrainingDataset dataset;
  private final LoadedVersion base;
  private final FeatureSet features;

  /**
   * @param base the base that computed {@code features}
   */
  public CalibrationStep(
      Networks networks,
      StepClock clock,
      TrainingDataset dataset,
      LoadedVersion base,
      FeatureSet features) {
    this.networks = networks;
    this.clock = clock;
    this.dataset = dataset;
    this.base = base;
    this.features = features;
  }

  /** Whether there are enough validation images to fit a temperature. */
  public boolean hasImages() {
    return dataset.of(Split.VALIDATION).size() >= Temperature.LEAST_IMAGES;
  }

  /** Fits the temperature of a head that was cross-validated. */
  public Temperature fit(SearchResult search) {
    return Temperature.fit(search.probabilities(), labels(dataset.samples()));
  }

  /** Returns a cross-validation's answers for held-out images, each scaled by the other folds. */
  public List<float[]> heldBack(SearchResult search) {
    return Temperature.crossFitted(
        search.probabilities(),
        labels(dataset.samples()),
        search.heldBackIn().stream().mapToInt(Integer::intValue).toArray());
  }

  /** Fits the temperature of a head on the base's own features. */
  public Temperature fit(Weights head) {
    return fit(head, features, dataset.of(Split.VALIDATION));
  }

  /** Fits the temperature of a network with fine-tuned blocks. */
  public Temperature fit(CandidateVersion network) {
    clock.began(TrainingPhase.EVALUATE);
    Preprocessing preprocessing = base.preprocessing();
    List<Sample> validation = dataset.of(Split.VALIDATION);
    return fit(
        network.weights(),
        JudgeStep.withFeatures(
            networks,
            clock,
            networks.features(network.baseId(), preprocessing),
            network.files(),
            network.golden(),
            preprocessing,
            validation),
        validation);
  }

  private Temperature fit(Weights head, FeatureSet seen, List<Sample> validation) {
    List<Sample> readable = JudgeStep.readable(seen, validation);
    VersionAnswers answers = JudgeStep.answers(dataset.classes(), head, seen, readable);
    return Temperature.fit(answers.probabilities(), labels(readable));
  }

  /**
   * Returns the calibration before and after, on the evaluation's images; null if nothing was
   * scaled.
   */
  public Calibration beforeAndAfter(Temperature temperature, JudgeStep.Judged judged) {
    Temperature back = new Temperature(1 / temperature.value());
    VersionAnswers after = judged.tuned();
    return beforeAndAfter(
        temperature,
        dataset.of(Split.VALIDATION).size(),
        Calibration.VALIDATION,
        judged,
        new VersionAnswers(
            after.classes(), after.probabilities().stream().map(back::apply).toList()));
  }

  /** Returns the same for a head that was cross-validated. */
  public Calibration beforeAndAfter(
      Temperature temperature, JudgeStep.Judged judged, SearchResult search) {
    return beforeAndAfter(
        temperature,
        dataset.samples().size(),
        Calibration.CROSS_VALIDATION,
        judged,
        JudgeStep.heldBack(dataset, search.probabilities(), judged.samples()));
  }

  private static Calibration beforeAndAfter(
      Temperature temperature,
      int images,
      String fittedTo,
      JudgeStep.Judged judged,
      VersionAnswers before) {
    return temperature.equals(Temperature.NONE)
        ? null
        : Calibration.of(
            temperature.value(),
            images,
            fittedTo,
            Evaluation.of(before, judged.truth()),
            Evaluation.of(judged.tuned(), judged.truth()));
  }

  private static int[] labels(List<Sample> samples) {
    return samples.stream().mapToInt(Sample::label).toArray();
  }
}
