package dev.weft.trainer.run.step;

import dev.weft.features.Augmentation;
import dev.weft.features.FeatureExtraction.Extraction;
import dev.weft.features.FeatureSet;
import dev.weft.features.Views;
import dev.weft.trainer.dataset.TrainingDataset;
import dev.weft.trainer.features.Rehearsal;
import dev.weft.trainer.phase.Checkpoints;
import dev.weft.trainer.phase.History;
import dev.weft.trainer.phase.PhaseProgress;
import dev.weft.trainer.phase.PhaseResult;
import dev.weft.trainer.phase.TrainingStep;
import dev.weft.trainer.phase.finetune.FineTunePhase;
import dev.weft.trainer.phase.head.FreezePhase;
import dev.weft.trainer.phase.head.HeadStart;
import dev.weft.trainer.recipe.Recipe;
import dev.weft.trainer.run.context.Networks;
import dev.weft.trainer.run.context.StepClock;
import dev.weft.trainer.run.start.LoadedVersion;
import dev.weft.xception.weights.Weights;
import java.util.List;

/**
 * Trains a version that passed on its test images again on all images, with the same settings and
 * numbers of epochs. No images remain to evaluate the result; the earlier evaluation is a
 * conservative estimate of it.
 */
public final class RefitStep {
  private final Networks networks;
  private final StepClock clock;
  private int imagesThroughBase;
  private int images;

  public RefitStep(Networks networks, StepClock clock) {
    this.networks = networks;
    this.clock = clock;
  }

  /**
   * Trains on all images.
   *
   * @param found the head's settings and epochs, of which the best one is used
   * @param tuned the fine-tuning's epochs; without fine-tuning if epoch 0 (the initial state) is
   *     the best, or there are none
   * @param fineTuning the phase that produced them
   * @param checkpoints the checkpoints of this step only
   */
  public Weights run(
      LoadedVersion base,
      HeadStart start,
      TrainingDataset dataset,
      FeatureSet features,
      Rehearsal rehearsal,
      HeadStep.Result found,
      History tuned,
      FineTunePhase fineTuning,
      Checkpoints checkpoints) {
    TrainingDataset readable = extractMissing(base, dataset, found.recipe(), features);
    History freeze = found.head().history();
    PhaseResult head =
        new FreezePhase(found.recipe(), this::progressed)
            .runOnAll(
                base.weights(),
                start,
                readable,
                features,
                rehearsal,
                freeze,
                freeze.best(),
                checkpoints);
    if (tuned.best() < 1) {
      images = readable.samples().size();
      return head.weights();
    }
    Weights weights = fineTuning.runOnAll(head.weights(), dataset, tuned, checkpoints).weights();
    images = fineTuning.readable(dataset);
    return weights;
  }

  /**
   * So far only training images have features for all augmentations. Returns the data set without
   * images whose features can no longer be computed; the fine-tune phase leaves these out itself.
   */
  private TrainingDataset extractMissing(
      LoadedVersion base, TrainingDataset dataset, Recipe recipe, FeatureSet features) {
    return DatasetStep.withFeatures(
        dataset,
        images -> shown(images, recipe),
        views -> imagesThroughBase += extract(views, base, features).images(),
        features);
  }

  private static List<Views> shown(TrainingDataset dataset, Recipe recipe) {
    List<Augmentation> shown = recipe.shown(dataset.samples().size());
    return dataset.samples().stream()
        .map(sample -> new Views(sample.imageId(), sample.object(), shown))
        .toList();
  }

  private Extraction extract(List<Views> views, LoadedVersion base, FeatureSet features) {
    return networks.extract(
        base.files(),
        base.golden(),
        networks.pass(base.preprocessing()),
        features,
        views,
        DatasetStep.listener(clock, TrainingStep.FEATURES));
  }

  /** Number of images, counting mirrored ones separately, that passed through the base. */
  public int imagesThroughBase() {
    return imagesThroughBase;
  }

  /** Number of images that the network was trained on: all that could still be read. */
  public int images() {
    return images;
  }

  /**
   * Returns what is said of a version that was trained again.
   *
   * @param images number of images that it was trained on
   * @param all number of the data set's images
   */
  public static String described(int images, int all) {
    return images == all
        ? "then trained on all %d images, including the held-out ones".formatted(all)
        : "then trained on %d of all %d images, including the held-out ones; the others can no longer be read"
            .formatted(images, all);
  }

  /** Figures are those of the evaluated training. */
  private void progressed(PhaseProgress progress) {
    clock.progressed(progress.withoutFigures());
  }
}
