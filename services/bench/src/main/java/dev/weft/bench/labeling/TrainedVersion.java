package dev.weft.bench.labeling;

import dev.weft.base.Argmax;
import dev.weft.bench.setup.NoCheckpoints;
import dev.weft.events.image.Uncertainty;
import dev.weft.events.image.UncertaintyReason;
import dev.weft.modelstore.uncertainty.HeldOutAnswers;
import dev.weft.modelstore.uncertainty.HeldOutAnswers.Answer;
import dev.weft.modelstore.uncertainty.ThresholdChoice;
import dev.weft.modelstore.uncertainty.UncertaintyRules;
import dev.weft.trainer.dataset.LabeledImage;
import dev.weft.trainer.dataset.Sample;
import dev.weft.trainer.dataset.Split;
import dev.weft.trainer.dataset.TrainingDataset;
import dev.weft.trainer.evaluate.OutlierRegression;
import dev.weft.trainer.features.DenseHead;
import dev.weft.trainer.features.Rehearsal;
import dev.weft.trainer.phase.PhaseProgress;
import dev.weft.trainer.phase.head.Folds;
import dev.weft.trainer.phase.head.FreezePhase;
import dev.weft.trainer.phase.head.HeadSearch;
import dev.weft.trainer.phase.head.HeadStart;
import dev.weft.trainer.phase.head.SearchResult;
import dev.weft.trainer.recipe.Recipe;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The result of a training on few images, without a bundle: a head whose settings and epochs were
 * chosen by cross-validation, and rules for uncertain answers. Uses the trainer's own code.
 */
final class TrainedVersion {
  /** The same share as in trainings. */
  private static final double ANSWERED = 0.95;

  private final DenseHead head;
  private final UncertaintyRules rules;

  private TrainedVersion(DenseHead head, UncertaintyRules rules) {
    this.head = head;
    this.rules = rules;
  }

  /**
   * Returns the recipe: a head without mirrored images and crops, which would each need a pass
   * through the base.
   *
   * @param searchSeconds see {@link Recipe#searchSeconds}
   */
  static Recipe recipe(double searchSeconds) {
    Recipe usual = Recipe.DEFAULT;
    return new Recipe(
        usual.seed(),
        1,
        usual.batchSize(),
        false,
        true,
        new Recipe.Head(3e-3, 100, 5, 0, 0, 1, 0, 0.5, 0, 0),
        Recipe.FineTune.NONE,
        usual.gateMargin(),
        usual.base(),
        true,
        usual.judging(),
        searchSeconds,
        null);
  }

  /**
   * Trains a version.
   *
   * @param classes in the order of the logits; some may have no images
   */
  static TrainedVersion of(
      PooledPhotos photos, List<String> classes, List<LabeledImage> labeled, Recipe recipe) {
    List<Sample> samples =
        labeled.stream()
            .map(
                image ->
                    new Sample(
                        image.imageId(),
                        image.object(),
                        classes.indexOf(image.label()),
                        Split.TRAIN))
            .toList();
    TrainingDataset dataset = new TrainingDataset(classes, samples, List.of());
    Folds folds =
        Folds.of(
            dataset.samples(),
            sample -> photos.set().look(sample.object().sha256()).orElseThrow(),
            recipe.judging().folds(),
            recipe.seed());
    HeadStart start = HeadStart.fresh(classes.size());
    Rehearsal none = Rehearsal.empty("", "", classes);
    SearchResult found =
        new HeadSearch(recipe, PhaseProgress.Listener.SILENT).run(start, folds, photos.set(), none);
    DenseHead head =
        new DenseHead(
            new FreezePhase(found.best().setting().in(recipe), PhaseProgress.Listener.SILENT)
                .runOnAll(
                    photos.base(),
                    start,
                    dataset,
                    photos.set(),
                    none,
                    found.history(),
                    found.best().epochs(),
                    new NoCheckpoints())
                .weights());
    return new TrainedVersion(head, rules(photos, dataset, found));
  }

  private static UncertaintyRules rules(
      PooledPhotos photos, TrainingDataset dataset, SearchResult heldBack) {
    int[] counts = dataset.counts(Split.TRAIN);
    int[] rows = new int[counts.length];
    int classes = 0;
    for (int c = 0; c < counts.length; c++) {
      rows[c] = counts[c] == 0 ? -1 : classes++;
    }
    List<float[]> features = new ArrayList<>();
    int[] labels = new int[dataset.samples().size()];
    for (int i = 0; i < labels.length; i++) {
      Sample sample = dataset.samples().get(i);
      features.add(photos.features(sample.object().sha256()));
      labels[i] = rows[sample.label()];
    }
    OutlierRegression regression =
        OutlierRegression.fit(features, labels, classes, List.of(), new int[0]);
    double[] scores = regression.known();
    List<Answer> known = new ArrayList<>();
    for (int i = 0; i < labels.length; i++) {
      float[] answer = heldBack.probabilities().get(i);
      int best = Argmax.of(answer);
      known.add(
          new Answer(
              dataset.classes().get(best),
              Math.min(1, answer[best]),
              scores[i],
              best == dataset.samples().get(i).label()));
    }
    HeldOutAnswers heldOut = new HeldOutAnswers(known, List.of());
    return new UncertaintyRules(
        new ThresholdChoice(heldOut).answering(ANSWERED),
        heldOut,
        regression.rows(),
        new float[0][]);
  }

  /** Returns the probabilities of the classes. */
  float[] probabilities(float[] features) {
    return head.probabilities(FloatBuffer.wrap(features));
  }

  /** Returns whether an answer is uncertain, and why. */
  Uncertainty uncertainty(float[] features, String label, double confidence) {
    double score = rules.score(features).orElseThrow();
    List<UncertaintyReason> reasons = new ArrayList<>();
    if (rules.published().isLowConfidence(label, confidence)) {
      reasons.add(UncertaintyReason.LOW_CONFIDENCE);
    }
    if (rules.published().isUnlike(score)) {
      reasons.add(UncertaintyReason.UNLIKE_TRAINING_DATA);
    }
    return new Uncertainty(reasons, score);
  }
}
