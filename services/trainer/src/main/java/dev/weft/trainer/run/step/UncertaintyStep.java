package dev.weft.trainer.run.step;

import dev.weft.base.Argmax;
import dev.weft.events.training.TrainingPhase;
import dev.weft.features.Augmentation;
import dev.weft.features.FeatureSet;
import dev.weft.imaging.Preprocessing;
import dev.weft.modelstore.uncertainty.HeldOutAnswers;
import dev.weft.modelstore.uncertainty.HeldOutAnswers.Answer;
import dev.weft.modelstore.uncertainty.ThresholdChoice;
import dev.weft.modelstore.uncertainty.UncertaintyRules;
import dev.weft.modelstore.uncertainty.UncertaintyThresholds;
import dev.weft.trainer.dataset.Sample;
import dev.weft.trainer.dataset.Split;
import dev.weft.trainer.dataset.TrainingDataset;
import dev.weft.trainer.evaluate.OutlierRegression;
import dev.weft.trainer.features.Rehearsal;
import dev.weft.trainer.run.context.Networks;
import dev.weft.trainer.run.context.StepClock;
import dev.weft.trainer.run.start.LoadedVersion;
import dev.weft.xception.network.Xception;
import dev.weft.xception.weights.Weights;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Determines when a new version's answers are uncertain: an outlier score on its own pooled
 * features, and thresholds for which {@value #ANSWERED} of the answers for known images are not
 * uncertain. Never based on the test images. The underlying answers are published with the version,
 * so that other thresholds can be derived.
 */
public final class UncertaintyStep {
  /** Share of in-distribution images whose answers are not uncertain. */
  private static final double ANSWERED = 0.95;

  /** Maximum number of images for the regression: more take long and add little. */
  private static final int MOST_IMAGES = 1500;

  /** Minimum number of unknown images: fewer, such as misspelled labels, are not representative. */
  private static final int LEAST_UNKNOWN = 10;

  private final Networks networks;
  private final StepClock clock;
  private final TrainingDataset dataset;
  private final LoadedVersion base;
  private final FeatureSet features;
  private final Rehearsal rehearsal;
  private final UnknownImages unknown;

  /**
   * @param base the base that computed {@code features} and the examples of {@code rehearsal}
   * @param unknown images of no class of the data set
   */
  public UncertaintyStep(
      Networks networks,
      StepClock clock,
      TrainingDataset dataset,
      LoadedVersion base,
      FeatureSet features,
      Rehearsal rehearsal,
      UnknownImages unknown) {
    this.networks = networks;
    this.clock = clock;
    this.dataset = dataset;
    this.base = base;
    this.features = features;
    this.rehearsal = rehearsal;
    this.unknown = unknown;
  }

  /** Without an outlier score, only the confidence decides. */
  private static UncertaintyRules rules(
      UncertaintyThresholds published, HeldOutAnswers heldOut, Optional<Learned> learned) {
    return learned
        .map(found -> found.rules(published, heldOut))
        .orElseGet(
            () ->
                new UncertaintyRules(
                    new UncertaintyThresholds(
                        published.minimumConfidence(), Double.POSITIVE_INFINITY),
                    heldOut,
                    new float[0][],
                    new float[0][]));
  }

  private static UncertaintyRules chosen(HeldOutAnswers heldOut, Optional<Learned> learned) {
    return rules(new ThresholdChoice(heldOut).answering(ANSWERED), heldOut, learned);
  }

  /**
   * A regression with its training data.
   *
   * @param images the images of the data set, in the order of its scores; examples of the parent
   *     follow
   * @param others examples of no class
   */
  private record Learned(
      OutlierRegression regression, int classes, List<Sample> images, List<Sample> others) {
    UncertaintyRules rules(UncertaintyThresholds published, HeldOutAnswers heldOut) {
      float[][] rows = regression.rows();
      return new UncertaintyRules(
          published,
          heldOut,
          Arrays.copyOf(rows, classes),
          Arrays.copyOfRange(rows, classes, rows.length));
    }
  }

  /**
   * Returns the rules for a cross-validated head: each image has its leave-one-out score.
   *
   * @param heldBack answers for each image of the data set while it was held out
   * @return empty if there are too few images
   */
  public Optional<UncertaintyRules> crossValidated(
      CandidateVersion network, List<float[]> heldBack) {
    FeatureSet seen = seen(network, unknown.samples());
    Optional<Learned> learned = learn(seen, dataset.samples());
    Map<String, float[]> answers = new HashMap<>();
    for (int i = 0; i < heldBack.size(); i++) {
      answers.put(dataset.samples().get(i).imageId(), heldBack.get(i));
    }
    List<Sample> images = learned.map(Learned::images).orElse(dataset.samples());
    if (images.size() < HeldOutAnswers.LEAST_KNOWN) {
      return Optional.empty();
    }
    double[] scores =
        learned.map(found -> found.regression().known()).orElse(new double[images.size()]);
    return Optional.of(
        chosen(
            new HeldOutAnswers(
                answers(
                    images,
                    images.stream().map(image -> answers.get(image.imageId())).toList(),
                    scores),
                ofUnknown(network.weights(), seen, learned)),
            learned));
  }

  /**
   * Returns the rules for a network that was not trained on the validation images.
   *
   * @return empty if there are too few validation images
   */
  public Optional<UncertaintyRules> validated(CandidateVersion network) {
    List<Sample> validation = dataset.of(Split.VALIDATION);
    List<Sample> train = bounded(dataset.of(Split.TRAIN));
    List<Sample> all = new ArrayList<>(validation);
    all.addAll(train);
    all.addAll(unknown.samples());
    FeatureSet seen = seen(network, all);
    List<Sample> images = JudgeStep.readable(seen, validation);
    if (images.size() < HeldOutAnswers.LEAST_KNOWN) {
      return Optional.empty();
    }
    Optional<Learned> learned = learn(seen, train);
    double[] scores = new double[images.size()];
    if (learned.isPresent()) {
      UncertaintyRules unchosen =
          learned.get().rules(UncertaintyThresholds.NONE, HeldOutAnswers.NONE);
      for (int i = 0; i < scores.length; i++) {
        scores[i] = unchosen.score(features(seen, images.get(i))).orElseThrow();
      }
    }
    return Optional.of(
        chosen(
            new HeldOutAnswers(
                answers(images, probabilities(network.weights(), seen, images), scores),
                ofUnknown(network.weights(), seen, learned)),
            learned));
  }

  /**
   * Returns the rules for a network that was trained again on all images: with the thresholds and
   * answers of the one evaluated in its place.
   */
  public UncertaintyRules refitted(CandidateVersion network, UncertaintyRules judged) {
    if (!judged.hasScore()) {
      return judged;
    }
    List<Sample> images = bounded(dataset.samples());
    List<Sample> all = new ArrayList<>(images);
    all.addAll(unknown.samples());
    return rules(judged.published(), judged.heldOut(), learn(seen(network, all), images));
  }

  /** Returns empty if a class has no example. */
  private Optional<Learned> learn(FeatureSet seen, List<Sample> from) {
    List<Sample> images = bounded(JudgeStep.readable(seen, from));
    List<float[]> rows = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (Sample image : images) {
      rows.add(features(seen, image));
      labels.add(image.label());
    }
    Set<Integer> shown = Set.copyOf(labels);
    for (Rehearsal.Example example : rehearsal.examples()) {
      int label = dataset.classes().indexOf(rehearsal.classes().get(example.label()));
      if (seen == features && label >= 0 && !shown.contains(label)) {
        rows.add(example.features());
        labels.add(label);
      }
    }
    int classes = dataset.classes().size();
    if (labels.stream().distinct().count() < classes) {
      return Optional.empty();
    }
    List<Sample> others = JudgeStep.readable(seen, unknown.samples());
    if (others.size() < LEAST_UNKNOWN) {
      others = List.of();
    }
    OutlierRegression regression =
        OutlierRegression.fit(
            rows,
            labels.stream().mapToInt(Integer::intValue).toArray(),
            classes,
            others.stream().map(image -> features(seen, image)).toList(),
            others.stream().mapToInt(Sample::label).toArray());
    return Optional.of(new Learned(regression, classes, images, others));
  }

  /** Without a regression there are no answers for unknown images. */
  private List<Answer> ofUnknown(Weights head, FeatureSet seen, Optional<Learned> learned) {
    return learned
        .map(
            found ->
                answers(
                    found.others(),
                    probabilities(head, seen, found.others()),
                    found.regression().unknown(),
                    false))
        .orElse(List.of());
  }

  private List<Answer> answers(List<Sample> images, List<float[]> probabilities, double[] scores) {
    return answers(images, probabilities, scores, true);
  }

  /**
   * @param areKnown whether the images' labels are classes of the data set
   */
  private List<Answer> answers(
      List<Sample> images, List<float[]> probabilities, double[] scores, boolean areKnown) {
    List<Answer> answers = new ArrayList<>(images.size());
    for (int i = 0; i < images.size(); i++) {
      float[] row = probabilities.get(i);
      int best = Argmax.of(row);
      answers.add(
          new Answer(
              dataset.classes().get(best),
              Math.min(1, row[best]),
              scores[i],
              areKnown && images.get(i).label() == best));
    }
    return answers;
  }

  /** Returns the network's own features of some images, computing missing ones. */
  private FeatureSet seen(CandidateVersion network, List<Sample> images) {
    clock.began(TrainingPhase.EVALUATE);
    boolean isBase = network.baseId().equals(base.baseId());
    Preprocessing preprocessing = base.preprocessing();
    return JudgeStep.withFeatures(
        networks,
        clock,
        isBase ? features : networks.features(network.baseId(), preprocessing),
        network.files(),
        network.golden(),
        preprocessing,
        images);
  }

  /** Limits the number of images of each class. */
  private List<Sample> bounded(List<Sample> images) {
    if (images.size() <= MOST_IMAGES) {
      return images;
    }
    List<List<Sample>> byClass = new ArrayList<>();
    for (int c = 0; c < dataset.classes().size(); c++) {
      int label = c;
      byClass.add(
          images.stream()
              .filter(image -> image.label() == label)
              .sorted(Comparator.comparing(image -> image.object().sha256()))
              .toList());
    }
    List<Sample> some = new ArrayList<>();
    for (int i = 0; some.size() < MOST_IMAGES; i++) {
      for (List<Sample> ofClass : byClass) {
        if (i < ofClass.size() && some.size() < MOST_IMAGES) {
          some.add(ofClass.get(i));
        }
      }
    }
    return some;
  }

  private static float[] features(FeatureSet seen, Sample image) {
    FloatBuffer row = FloatBuffer.allocate(Xception.FEATURES);
    seen.read(image.object().sha256(), Augmentation.NONE, row);
    return row.array();
  }

  private List<float[]> probabilities(Weights weights, FeatureSet seen, List<Sample> images) {
    return JudgeStep.answers(dataset.classes(), weights, seen, images).probabilities();
  }
}
