package dev.weft.trainer.run.step;

import dev.weft.events.training.TrainingPhase;
import dev.weft.features.Augmentation;
import dev.weft.features.FeatureSet;
import dev.weft.features.Views;
import dev.weft.imaging.Preprocessing;
import dev.weft.modelstore.GoldenCase;
import dev.weft.modelstore.ModelFiles;
import dev.weft.modelstore.reference.FeatureReference;
import dev.weft.modelstore.reference.FeatureSample;
import dev.weft.trainer.dataset.Sample;
import dev.weft.trainer.dataset.TrainingDataset;
import dev.weft.trainer.evaluate.GroundTruth;
import dev.weft.trainer.evaluate.VersionAnswers;
import dev.weft.trainer.features.DenseHead;
import dev.weft.trainer.phase.TrainingStep;
import dev.weft.trainer.run.context.Networks;
import dev.weft.trainer.run.context.StepClock;
import dev.weft.trainer.run.start.LoadedVersion;
import dev.weft.xception.network.Xception;
import dev.weft.xception.weights.Weights;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Computes the answers of the frozen head, the fine-tuned network and the serving version for the
 * same images: the test images or, after a cross-validation, all images.
 */
public final class JudgeStep {
  private final Networks networks;
  private final StepClock clock;

  public JudgeStep(Networks networks, StepClock clock) {
    this.networks = networks;
    this.clock = clock;
  }

  /**
   * The answers.
   *
   * @param samples the images that were readable for all versions
   * @param truth their labels
   * @param frozen answers after the freeze phase
   * @param tuned answers after the fine-tune phase; the same as {@code frozen} if there was none
   * @param serving answers of the serving version; null if there is none
   * @param unseen indices of the images that the serving version was not trained on, or answered
   *     while they were held out: the versions may be compared on these
   * @param reference distribution of the new network's pooled features; empty if there were too few
   *     images
   */
  public record Judged(
      List<Sample> samples,
      GroundTruth truth,
      VersionAnswers frozen,
      VersionAnswers tuned,
      VersionAnswers serving,
      List<Integer> unseen,
      Optional<FeatureReference> reference) {

    /** Restricts answers to the images on which the versions may be compared. */
    VersionAnswers comparable(VersionAnswers answers) {
      return new VersionAnswers(
          answers.classes(), unseen.stream().map(answers.probabilities()::get).toList());
    }

    /** Returns the labels of the images on which the versions may be compared. */
    GroundTruth comparableTruth() {
      return new GroundTruth(truth.classes(), unseen.stream().map(truth.images()::get).toList());
    }
  }

  /**
   * The serving version with its training images.
   *
   * @param version the version
   * @param learned SHA-256s of its training images
   * @param heldBack its answers for images while they were held out
   */
  record Serving(LoadedVersion version, Set<String> learned, Map<String, float[]> heldBack) {}

  /**
   * Computes the answers.
   *
   * @param judging the images to answer; no answer used comes from a head that was trained on the
   *     image
   * @param base the base that computed {@code features}
   * @param frozen the base with the trained head
   * @param candidate the new version's files
   * @param heldBack the cross-validation's answers for each image of the data set, in its order;
   *     empty if the test images are used
   * @param serving the serving version; null if there is none
   */
  public Judged judge(
      TrainingDataset dataset,
      List<Sample> judging,
      LoadedVersion base,
      FeatureSet features,
      Weights frozen,
      CandidateVersion candidate,
      List<float[]> heldBack,
      Serving serving) {
    clock.began(TrainingPhase.EVALUATE);
    FeatureSet tuned = features(candidate, base, features, judging);
    FeatureSet served =
        serving == null ? features : served(serving.version(), base, features, judging);
    List<Sample> readable =
        judging.stream()
            .filter(sample -> List.of(features, tuned, served).stream().allMatch(has(sample)))
            .toList();
    VersionAnswers ours =
        heldBack.isEmpty()
            ? answers(dataset.classes(), frozen, features, readable)
            : heldBack(dataset, heldBack, readable);
    return new Judged(
        readable,
        GroundTruth.of(dataset, readable),
        ours,
        heldBack.isEmpty()
            ? answers(dataset.classes(), candidate.weights(), tuned, readable)
            : ours,
        serving == null ? null : answers(serving, served, readable),
        serving == null ? List.of() : unseen(serving, readable),
        reference(tuned, readable));
  }

  /**
   * Returns the distribution of a network's pooled features on the evaluation's images.
   *
   * @param base the base that computed {@code features}
   */
  public Optional<FeatureReference> reference(
      CandidateVersion network, LoadedVersion base, FeatureSet features, List<Sample> judged) {
    clock.began(TrainingPhase.EVALUATE);
    return reference(features(network, base, features, judged), judged);
  }

  public FeatureSet features(
      CandidateVersion network, LoadedVersion base, FeatureSet features, List<Sample> judging) {
    return network.baseId().equals(base.baseId())
        ? features
        : withFeatures(
            networks,
            clock,
            networks.features(network.baseId(), base.preprocessing()),
            network.files(),
            network.golden(),
            base.preprocessing(),
            judging);
  }

  private FeatureSet served(
      LoadedVersion serving, LoadedVersion base, FeatureSet features, List<Sample> judging) {
    return isSame(serving, base)
        ? features
        : withFeatures(
            networks,
            clock,
            networks.features(serving.baseId(), serving.preprocessing()),
            serving.files(),
            serving.golden(),
            serving.preprocessing(),
            judging);
  }

  /** Returns a cross-validation's answers. */
  static VersionAnswers heldBack(
      TrainingDataset dataset, List<float[]> heldBack, List<Sample> readable) {
    Map<String, float[]> rows = new HashMap<>();
    for (int i = 0; i < heldBack.size(); i++) {
      rows.put(dataset.samples().get(i).imageId(), heldBack.get(i));
    }
    return new VersionAnswers(
        dataset.classes(), readable.stream().map(sample -> rows.get(sample.imageId())).toList());
  }

  private static List<Integer> unseen(Serving serving, List<Sample> samples) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      String sha256 = samples.get(i).object().sha256();
      if (!serving.learned().contains(sha256) || serving.heldBack().containsKey(sha256)) {
        places.add(i);
      }
    }
    return places;
  }

  private static boolean isSame(LoadedVersion one, LoadedVersion other) {
    return one.baseId().equals(other.baseId()) && one.preprocessing().equals(other.preprocessing());
  }

  private static java.util.function.Predicate<FeatureSet> has(Sample sample) {
    return set -> set.has(sample.object().sha256(), Augmentation.NONE);
  }

  /**
   * Computes a network's missing features of images.
   *
   * @param set the network's feature set
   * @return the set
   */
  static FeatureSet withFeatures(
      Networks networks,
      StepClock clock,
      FeatureSet set,
      ModelFiles files,
      GoldenCase golden,
      Preprocessing preprocessing,
      List<Sample> samples) {
    networks.extract(
        files,
        golden,
        networks.pass(preprocessing),
        set,
        views(samples),
        DatasetStep.listener(clock, TrainingStep.EVALUATE));
    return set;
  }

  /** Returns the samples that have features. */
  static List<Sample> readable(FeatureSet seen, List<Sample> samples) {
    return samples.stream().filter(sample -> has(sample).test(seen)).toList();
  }

  static List<Views> views(List<Sample> samples) {
    return samples.stream()
        .map(sample -> new Views(sample.imageId(), sample.object(), true, false))
        .toList();
  }

  private static Optional<FeatureReference> reference(FeatureSet features, List<Sample> samples) {
    FeatureSample all = new FeatureSample();
    for (Sample sample : samples) {
      FloatBuffer row = FloatBuffer.allocate(Xception.FEATURES);
      features.read(sample.object().sha256(), Augmentation.NONE, row);
      all.add(row.array());
    }
    return all.reference();
  }

  /** Applies a head to features. */
  static VersionAnswers answers(
      List<String> classes, Weights weights, FeatureSet features, List<Sample> samples) {
    DenseHead head = new DenseHead(weights);
    FloatBuffer row = FloatBuffer.allocate(Xception.FEATURES);
    List<float[]> probabilities = new ArrayList<>();
    for (Sample sample : samples) {
      features.read(sample.object().sha256(), Augmentation.NONE, row.clear());
      probabilities.add(head.probabilities(row.flip()));
    }
    return new VersionAnswers(classes, probabilities);
  }

  /** An answer for a held-out image takes precedence over the version's current one. */
  private static VersionAnswers answers(
      Serving serving, FeatureSet features, List<Sample> samples) {
    VersionAnswers now =
        answers(
            serving.version().manifest().classes(), serving.version().weights(), features, samples);
    List<float[]> rows = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      rows.add(
          serving
              .heldBack()
              .getOrDefault(samples.get(i).object().sha256(), now.probabilities().get(i)));
    }
    return new VersionAnswers(now.classes(), rows);
  }
}
