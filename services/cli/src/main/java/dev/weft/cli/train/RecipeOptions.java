package dev.weft.cli.train;

import dev.weft.client.training.TrainingRecipe;
import picocli.CommandLine.Option;

/** Options that override the trainer's recipe; the server validates their values. */
final class RecipeOptions {

  @Option(names = "--seed", paramLabel = "N", description = "Seed for all random choices.")
  private Long seed;

  @Option(
      names = "--min-images",
      paramLabel = "N",
      description = "Leave out classes with fewer images than this.")
  private Integer minImagesPerClass;

  @Option(names = "--batch-size", paramLabel = "N", description = "Number of images per update.")
  private Integer batchSize;

  @Option(
      names = "--base",
      paramLabel = "WHICH",
      description =
          "Base to start from: root, the imported version that the parent descends from, or parent."
              + " Default: root, whose features are cached.")
  private String base;

  @Option(names = "--fresh-head", description = "Always start with a new head.")
  private Boolean freshHead;

  @Option(
      names = "--input-size",
      paramLabel = "PIXELS",
      description =
          "Width and height of the version's input: 235, 267 or 299. A smaller input takes less"
              + " computation per image; a training's report tells what it would cost. Default: the"
              + " size of the version that it continues.")
  private Integer inputSize;

  @Option(
      names = "--head-learning-rate",
      paramLabel = "RATE",
      description = "Freeze phase: learning rate of Adam.")
  private Double headLearningRate;

  @Option(
      names = "--head-epochs",
      paramLabel = "N",
      description = "Freeze phase: maximum number of epochs.")
  private Integer headEpochs;

  @Option(
      names = "--head-patience",
      paramLabel = "N",
      description = "Freeze phase: stop after this many epochs without a better validation loss.")
  private Integer headPatience;

  @Option(
      names = "--label-smoothing",
      paramLabel = "SHARE",
      description =
          "Freeze phase: label smoothing, the share of a label's weight that is spread over all"
              + " classes, 0..1.")
  private Double labelSmoothing;

  @Option(
      names = "--dropout",
      paramLabel = "SHARE",
      description = "Freeze phase: dropout rate of the features, 0..1.")
  private Double dropout;

  @Option(
      names = "--weight-decay",
      paramLabel = "SHARE",
      description = "Freeze phase: weight decay, relative to the learning rate.")
  private Double weightDecay;

  @Option(
      names = "--mixup",
      paramLabel = "ALPHA",
      description =
          "Freeze phase: mixup strength, which controls how evenly the features of two images are"
              + " mixed, 0..1; 0 disables mixup.")
  private Double mixup;

  @Option(
      names = "--search-seconds",
      paramLabel = "SECONDS",
      description = "Time limit of the search for the head's settings; 0 disables the search.")
  private Double searchSeconds;

  @Option(
      names = "--fine-tune-from",
      paramLabel = "BLOCK",
      description = "First block to fine-tune: auto, none, all, or block1 to block14.")
  private String fineTuneFrom;

  @Option(
      names = "--fine-tune-learning-rate",
      paramLabel = "RATE",
      description = "Fine-tune phase: learning rate of Adam.")
  private Double fineTuneLearningRate;

  @Option(
      names = "--fine-tune-epochs",
      paramLabel = "N",
      description = "Fine-tune phase: maximum number of epochs.")
  private Integer fineTuneEpochs;

  @Option(
      names = "--fine-tune-patience",
      paramLabel = "N",
      description =
          "Fine-tune phase: stop after this many epochs without a better validation loss.")
  private Integer fineTunePatience;

  @Option(
      names = "--fine-tune-label-smoothing",
      paramLabel = "SHARE",
      description =
          "Fine-tune phase: label smoothing, the share of a label's weight that is spread over all"
              + " classes, 0..1.")
  private Double fineTuneLabelSmoothing;

  @Option(
      names = "--fine-tune-weight-decay",
      paramLabel = "SHARE",
      description = "Fine-tune phase: weight decay, relative to the learning rate.")
  private Double fineTuneWeightDecay;

  @Option(
      names = "--fine-tune-mixup",
      paramLabel = "ALPHA",
      description =
          "Fine-tune phase: mixup strength, which controls how evenly two images are mixed, 0..1; 0"
              + " disables mixup.")
  private Double fineTuneMixup;

  @Option(
      names = "--gate-margin",
      paramLabel = "SHARE",
      description =
          "Maximum loss of accuracy, compared with the serving version, with which the new version"
              + " is still published, 0..1.")
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
            searchSeconds,
            inputSize);
    return recipe.equals(TrainingRecipe.DEFAULT) ? null : recipe;
  }
}
