package dev.weft.trainer.run;

import dev.weft.events.TrainingPhase;
import dev.weft.imaging.Preprocessing;
import dev.weft.trainer.dataset.Dataset;
import dev.weft.trainer.dataset.Sample;
import dev.weft.trainer.dataset.Split;
import dev.weft.trainer.evaluate.Answers;
import dev.weft.trainer.evaluate.Temperature;
import dev.weft.trainer.features.FeatureSet;
import dev.weft.trainer.phase.SearchResult;
import dev.weft.xception.weights.Weights;
import java.util.List;

/**
 * Scales a new version's probabilities so that they mean what they say: by what was said of images
 * that it has not learned from, the validation images or, after a cross-validation, all. Never by
 * the test images.
 */
final class CalibrationStep {
  private final Networks networks;
  private final StepClock clock;
  private final Dataset dataset;
  private final LoadedVersion base;
  private final FeatureSet features;

  /**
   * @param base that gave {@code features}
   */
  CalibrationStep(
      Networks networks,
      StepClock clock,
      Dataset dataset,
      LoadedVersion base,
      FeatureSet features) {
    this.networks = networks;
    this.clock = clock;
    this.dataset = dataset;
    this.base = base;
    this.features = features;
  }

  /** For a head that was cross-validated. */
  static Temperature fit(SearchResult search, Dataset dataset) {
    return Temperature.fit(search.probabilities(), labels(dataset.samples()));
  }

  /** What was said of each image of a cross-validated data set, scaled by the other folds. */
  static List<float[]> heldBack(SearchResult search, Dataset dataset) {
    return Temperature.crossFitted(
        search.probabilities(),
        labels(dataset.samples()),
        search.heldBackIn().stream().mapToInt(Integer::intValue).toArray());
  }

  /** For a head on the base's own features. */
  Temperature fit(Weights head) {
    return fit(head, features, dataset.of(Split.VALIDATION));
  }

  /** For a network whose blocks are no longer the base's. */
  Temperature fit(Candidate network) {
    clock.began(TrainingPhase.EVALUATE);
    Preprocessing preprocessing = base.manifest().preprocessing();
    List<Sample> validation = dataset.of(Split.VALIDATION);
    return fit(
        network.weights(),
        JudgeStep.ask(
            networks,
            clock,
            network.baseId(),
            network.files(),
            network.golden(),
            preprocessing,
            validation),
        validation);
  }

  private Temperature fit(Weights head, FeatureSet seen, List<Sample> validation) {
    List<Sample> readable =
        validation.stream().filter(sample -> seen.has(sample.object().sha256(), false)).toList();
    Answers answers = JudgeStep.answers(dataset.classes(), head, seen, readable);
    return Temperature.fit(answers.probabilities(), labels(readable));
  }

  private static int[] labels(List<Sample> samples) {
    return samples.stream().mapToInt(Sample::label).toArray();
  }
}
