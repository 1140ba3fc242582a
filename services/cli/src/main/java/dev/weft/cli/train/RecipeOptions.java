package dev.weft.cli.train;

import dev.weft.client.training.TrainingRecipe;
import picocli.CommandLine.Option;

/** Options that override the trainer's recipe; the server validates their values. */
final class RecipeOptions {

  @Option(names = "--seed", paramLabel = "N", description = "Of everything random.")
  private Long seed;

  @Option(
      names = "--min-images",
      paramLabel = "N",
      description = "Leave classes with fewer images out.")
  private Integer minImagesPerClass;

  @Option(names = "--batch-size", paramLabel = "N", description = "Images an update.")
  private Integer batchSize;

  @Option(
      names = "--base",
      paramLabel = "WHICH",
      description =
          "Whose base it starts from: root, the imported version that the parent goes back to, or"
              + " parent. Default: root, whose features are kept.")
  private String base;

  @Option(names = "--fresh-head", description = "Begin with a new head in any case.")
  private Boolean freshHead;

  @Option(
      names = "--head-learning-rate",
      paramLabel = "RATE",
      description = "Freeze phase: Adam's learning rate.")
  private Double headLearningRate;

  @Option(names = "--head-epochs", paramLabel = "N", description = "Freeze phase: at most so many.")
  private Integer headEpochs;

  @Option(
      names = "--head-patience",
      paramLabel = "N",
      description = "Freeze phase: end after so many epochs without a better validation loss.")
  private Integer headPatience;

  @Option(
      names = "--label-smoothing",
      paramLabel = "SHARE",
      description = "Freeze phase: share of a label's weight that goes to all classes, 0..1.")
  private Double labelSmoothing;

  @Option(
      names = "--dropout",
      paramLabel = "SHARE",
      description = "Freeze phase: share of the features that are dropped, 0..1.")
  private Double dropout;

  @Option(
      names = "--weight-decay",
      paramLabel = "SHARE",
      description = "Freeze phase: how fast weights fall back, as a share of the learning rate.")
  private Double weightDecay;

  @Option(
      names = "--mixup",
      paramLabel = "ALPHA",
      description = "Freeze phase: how evenly features of two images are mixed, 0..1; 0 for none.")
  private Double mixup;

  @Option(
      names = "--search-seconds",
      paramLabel = "SECONDS",
      description = "What the search for the head's settings may take; 0 for none.")
  private Double searchSeconds;

  @Option(
      names = "--fine-tune-from",
      paramLabel = "BLOCK",
      description = "The first block that is trained on: auto, none, all, block1 to block14.")
  private String fineTuneFrom;

  @Option(
      names = "--fine-tune-learning-rate",
      paramLabel = "RATE",
      description = "Fine-tune phase: Adam's learning rate.")
  private Double fineTuneLearningRate;

  @Option(
      names = "--fine-tune-epochs",
      paramLabel = "N",
      description = "Fine-tune phase: at most so many.")
  private Integer fineTuneEpochs;

  @Option(
      names = "--fine-tune-patience",
      paramLabel = "N",
      description = "Fine-tune phase: end after so many epochs without a better validation loss.")
  private Integer fineTunePatience;

  @Option(
      names = "--fine-tune-label-smoothing",
      paramLabel = "SHARE",
      description = "Fine-tune phase: share of a label's weight that goes to all classes, 0..1.")
  private Double fineTuneLabelSmoothing;

  @Option(
      names = "--fine-tune-weight-decay",
      paramLabel = "SHARE",
      description = "Fine-tune phase: how fast weights fall back, as a share of the rate.")
  private Double fineTuneWeightDecay;

  @Option(
      names = "--fine-tune-mixup",
      paramLabel = "ALPHA",
      description = "Fine-tune phase: how evenly two images are mixed, 0..1; 0 for none.")
  private Double fineTuneMixup;

  @Option(
      names = "--gate-margin",
      paramLabel = "SHARE",
      description = "Accuracy by which the new version may be worse than the serving one, 0..1.")
  private Double gateMargin;

  /** Returns the recipe of the given options; null if none is given. */
  TrainingRecipe recipe() {
    TrainingRecipe.Head head =
        new TrainingRecipe.Head(
            headLearningRate,
            headEpochs,
            headPatience,
            labelSmoothing,
            dropout,
            weightDecay,
            mixup);
    TrainingRecipe.FineTune fineTune =
        new TrainingRecipe.FineTune(
            fineTuneFrom,
            fineTuneLearningRate,
            fineTuneEpochs,
            fineTunePatience,
            fineTuneLabelSmoothing,
            fineTuneWeightDecay,
            fineTuneMixup);
    TrainingRecipe recipe =
        new TrainingRecipe(
            seed,
            minImagesPerClass,
            batchSize,
            head.equals(TrainingRecipe.Head.DEFAULT) ? null : head,
            fineTune.equals(TrainingRecipe.FineTune.DEFAULT) ? null : fineTune,
            gateMargin,
            base,
            freshHead,
            searchSeconds);
    return recipe.equals(TrainingRecipe.DEFAULT) ? null : recipe;
  }
}
