package dev.weft.trainer.run;

import dev.weft.events.ModelRef;
import dev.weft.events.TrainingPhase;
import dev.weft.imaging.Preprocessing;
import dev.weft.modelstore.FeatureReference;
import dev.weft.modelstore.FeatureSample;
import dev.weft.modelstore.ModelStore;
import dev.weft.trainer.dataset.Dataset;
import dev.weft.trainer.dataset.Sample;
import dev.weft.trainer.dataset.Side;
import dev.weft.trainer.evaluate.Answers;
import dev.weft.trainer.evaluate.Truth;
import dev.weft.trainer.features.DenseHead;
import dev.weft.trainer.features.FeatureSet;
import dev.weft.trainer.features.Views;
import dev.weft.trainer.phase.Step;
import dev.weft.xception.engine.GoldenCase;
import dev.weft.xception.engine.ModelFiles;
import dev.weft.xception.network.Xception;
import dev.weft.xception.weights.Weights;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks the frozen head, the fine-tuned network and the version that serves about the same test
 * images.
 */
final class JudgeStep {
  private final Networks networks;
  private final ModelStore models;
  private final Path cache;
  private final StepClock clock;

  JudgeStep(Networks networks, ModelStore models, Path cache, StepClock clock) {
    this.networks = networks;
    this.models = models;
    this.cache = cache;
    this.clock = clock;
  }

  /**
   * What was asked.
   *
   * @param truth the test images that all could read
   * @param frozen answers after the freeze phase
   * @param tuned answers after the fine-tune phase; the same as {@code frozen} if there was none
   * @param serving answers of the version that serves; null if there is none
   * @param reference what the fine-tuned network's pooled features were like; empty if there were
   *     too few images to tell
   */
  record Judged(
      Truth truth,
      Answers frozen,
      Answers tuned,
      Answers serving,
      Optional<FeatureReference> reference) {}

  /**
   * Asks.
   *
   * @param base that gave {@code features}
   * @param frozen its base with the trained head
   * @param candidate the new version's files
   */
  Judged judge(
      Plan plan,
      Dataset dataset,
      LoadedVersion base,
      FeatureSet features,
      Weights frozen,
      Candidate candidate) {
    clock.began(TrainingPhase.EVALUATE);
    List<Sample> test = dataset.of(Side.TEST);
    FeatureSet tuned =
        candidate.baseId().equals(base.baseId())
            ? features
            : ask(
                candidate.baseId(),
                candidate.files(),
                candidate.golden(),
                base.manifest().preprocessing(),
                test);
    LoadedVersion serving = plan.isFirst() ? null : serving(plan, base);
    FeatureSet served =
        serving == null || isSame(serving, base)
            ? features
            : ask(
                serving.baseId(),
                serving.bundle().files(),
                serving.bundle().golden(),
                serving.manifest().preprocessing(),
                test);
    List<Sample> readable =
        test.stream()
            .filter(sample -> List.of(features, tuned, served).stream().allMatch(has(sample)))
            .toList();
    return new Judged(
        Truth.of(dataset, readable),
        answers(dataset.classes(), frozen, features, readable),
        answers(dataset.classes(), candidate.weights(), tuned, readable),
        serving == null
            ? null
            : answers(serving.manifest().classes(), serving.weights(), served, readable),
        reference(tuned, readable));
  }

  private LoadedVersion serving(Plan plan, LoadedVersion base) {
    return new ModelRef(plan.model(), plan.serving()).equals(plan.from())
        ? base
        : LoadedVersion.of(models, plan.model(), plan.serving(), cache);
  }

  private static boolean isSame(LoadedVersion one, LoadedVersion other) {
    return one.baseId().equals(other.baseId())
        && one.manifest().preprocessing().equals(other.manifest().preprocessing());
  }

  private static java.util.function.Predicate<FeatureSet> has(Sample sample) {
    return set -> set.has(sample.object().sha256(), false);
  }

  /** Lets a network see those test images that it has not seen yet. */
  private FeatureSet ask(
      String baseId,
      ModelFiles files,
      GoldenCase golden,
      Preprocessing preprocessing,
      List<Sample> test) {
    FeatureSet set = networks.features(baseId, preprocessing);
    networks.extract(
        files,
        golden,
        networks.pass(preprocessing),
        set,
        views(test),
        DatasetStep.listener(clock, Step.EVALUATE));
    return set;
  }

  private static List<Views> views(List<Sample> samples) {
    return samples.stream()
        .map(sample -> new Views(sample.imageId(), sample.object(), true, false))
        .toList();
  }

  private static Optional<FeatureReference> reference(FeatureSet features, List<Sample> samples) {
    FeatureSample all = new FeatureSample();
    for (Sample sample : samples) {
      FloatBuffer row = FloatBuffer.allocate(Xception.FEATURES);
      features.read(sample.object().sha256(), false, row);
      all.add(row.array());
    }
    return all.reference();
  }

  private static Answers answers(
      List<String> classes, Weights weights, FeatureSet features, List<Sample> samples) {
    DenseHead head = new DenseHead(weights);
    FloatBuffer row = FloatBuffer.allocate(Xception.FEATURES);
    List<float[]> probabilities = new ArrayList<>();
    for (Sample sample : samples) {
      features.read(sample.object().sha256(), false, row.clear());
      probabilities.add(head.probabilities(row.flip()));
    }
    return new Answers(classes, probabilities);
  }
}
