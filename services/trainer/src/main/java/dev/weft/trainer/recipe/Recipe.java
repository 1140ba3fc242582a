package dev.weft.trainer.recipe;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.weft.events.training.TrainingRecipe;
import dev.weft.features.Augmentation;
import dev.weft.imaging.Preprocessing;
import dev.weft.xception.network.InputSize;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * All settings of a training. The defaults are the common recipe of transfer learning: the head is
 * trained with Adam in batches of 32 until the validation loss stops falling, then the end of the
 * base with a much lower learning rate.
 *
 * @param seed the seed of all random numbers
 * @param minImagesPerClass new classes with fewer images are left out
 * @param batchSize images per update
 * @param flips whether half of the training images are mirrored in each epoch, at random; doubles
 *     the number of images that pass through the base
 * @param classWeights whether all classes have the same weight, regardless of their number of
 *     images
 * @param head the freeze phase
 * @param fineTune the fine-tune phase
 * @param gateMargin tolerated loss of accuracy against the serving version, 0..1
 * @param base the version whose base the training starts from
 * @param freshHead whether to start with a new head even if the base's version has one with the
 *     classes
 * @param judging how a version is evaluated
 * @param searchSeconds limit of the search for the head's settings, in nominal seconds that are the
 *     same amount of computation on every machine; 0 for no search
 * @param inputSize width and height of the version's input in pixels; null for the size of the
 *     version that it continues
 */
public record Recipe(
    long seed,
    int minImagesPerClass,
    int batchSize,
    boolean flips,
    boolean classWeights,
    Head head,
    FineTune fineTune,
    double gateMargin,
    Base base,
    boolean freshHead,
    Judging judging,
    double searchSeconds,
    @JsonInclude(JsonInclude.Include.NON_NULL) Integer inputSize) {

  /** The defaults for what a request does not specify. */
  public static final Recipe DEFAULT =
      new Recipe(
          42,
          10,
          32,
          true,
          true,
          Head.DEFAULT,
          FineTune.DEFAULT,
          0.01,
          Base.ROOT,
          false,
          Judging.DEFAULT,
          30,
          null);

  public Recipe {
    Objects.requireNonNull(head, "head");
    Objects.requireNonNull(fineTune, "fineTune");
    Objects.requireNonNull(base, "base");
    // Absent in plans of older trainers.
    judging = judging == null ? Judging.DEFAULT : judging;
    SettingBounds.requireNotNegative("searchSeconds", searchSeconds);
    SettingBounds.requireAtLeastOne("minImagesPerClass", minImagesPerClass);
    SettingBounds.requireAtLeastOne("batchSize", batchSize);
    if (!(gateMargin >= 0 && gateMargin <= 1)) {
      throw new IllegalArgumentException(
          "gateMargin must be between 0 and 1, but is " + gateMargin);
    }
  }

  /** Returns this recipe with a request's settings. */
  public Recipe with(TrainingRecipe wish) {
    return new Recipe(
        SettingBounds.or(wish.seed(), seed),
        SettingBounds.or(wish.minImagesPerClass(), minImagesPerClass),
        SettingBounds.or(wish.batchSize(), batchSize),
        flips,
        classWeights,
        wish.head() == null ? head : head.with(wish.head()),
        wish.fineTune() == null ? fineTune : fineTune.with(wish.fineTune()),
        SettingBounds.or(wish.gateMargin(), gateMargin),
        wish.base() == null ? base : Base.valueOf(wish.base().toUpperCase(Locale.ROOT)),
        SettingBounds.or(wish.freshHead(), freshHead),
        judging,
        SettingBounds.or(wish.searchSeconds(), searchSeconds),
        SettingBounds.or(wish.inputSize(), inputSize));
  }

  /**
   * Whether a data set of this size is evaluated by cross-validation. Trainings with fine-tuning
   * are not, since each fold would take as long as the whole training.
   */
  public boolean crossValidates(int images) {
    return !fineTune.isAskedFor() && images < judging.crossValidateBelow();
  }

  /**
   * Whether a version that was evaluated on test images is trained again on all images, including
   * the held-out ones. A cross-validated version is trained on all images anyway.
   */
  public boolean learnsAllAfterwards(int images) {
    return !crossValidates(images) && images < judging.learnAllBelow();
  }

  /** Returns this recipe with another freeze phase. */
  public Recipe with(Head other) {
    return with(other, fineTune, judging, inputSize);
  }

  /** Returns this recipe with another evaluation. */
  public Recipe with(Judging other) {
    return with(head, fineTune, other, inputSize);
  }

  /** Returns the input size of a version that continues one with the given preprocessing. */
  public InputSize inputSize(Preprocessing continued) {
    return inputSize == null
        ? new InputSize(continued.height(), continued.width())
        : new InputSize(inputSize, inputSize);
  }

  /** Returns this recipe without an input size. */
  public Recipe withoutInputSize() {
    return with(head, fineTune, judging, null);
  }

  /** Returns the augmentations of each training image for the head, given the number of images. */
  public List<Augmentation> shown(int images) {
    return Augmentation.of(flips, images < head.cropsBelow() ? head.crops() : 0);
  }

  /** Returns the strength of class weights; 0 if there are none. */
  public double balance() {
    return classWeights ? head.balance() : 0;
  }

  /** Returns this recipe with another fine-tune phase. */
  public Recipe with(FineTune other) {
    return with(head, other, judging, inputSize);
  }

  private Recipe with(Head freeze, FineTune tune, Judging evaluation, Integer size) {
    return new Recipe(
        seed,
        minImagesPerClass,
        batchSize,
        flips,
        classWeights,
        freeze,
        tune,
        gateMargin,
        base,
        freshHead,
        evaluation,
        searchSeconds,
        size);
  }

  /**
   * How a version is evaluated.
   *
   * @param crossValidateBelow smaller data sets are evaluated by cross-validation, larger ones on
   *     the test images
   * @param folds the folds of a cross-validation
   * @param imagesPerClass minimum number of evaluated images of a class of the serving version for
   *     a verdict on it
   * @param tolerance loss of accuracy, 0..1, that must be ruled out with confidence
   * @param recallMargin tolerated loss of each class's recall, 0..1
   * @param learnAllBelow with fewer images, a version that passed is trained again on all of them
   *     with the same settings; 0 for never
   */
  public record Judging(
      int crossValidateBelow,
      int folds,
      int imagesPerClass,
      double tolerance,
      double recallMargin,
      int learnAllBelow) {

    /**
     * With fewer than 2,000 images, fewer than 300 would be test images. With 20,000, the 6,000
     * held-out ones would hardly improve a version.
     */
    public static final Judging DEFAULT = new Judging(2_000, 5, 3, 0.05, 0.1, 20_000);

    public Judging {
      SettingBounds.requireNotNegative("judging.crossValidateBelow", crossValidateBelow);
      if (folds < 2) {
        throw new IllegalArgumentException("judging.folds must be at least 2, but is " + folds);
      }
      SettingBounds.requireNotNegative("judging.imagesPerClass", imagesPerClass);
      SettingBounds.requireShare("judging.tolerance", tolerance);
      SettingBounds.requireShare("judging.recallMargin", recallMargin);
      SettingBounds.requireNotNegative("judging.learnAllBelow", learnAllBelow);
    }
  }

  /** The version whose base a training starts from. */
  public enum Base {
    /**
     * The imported version that the parent descends from: its features of images are cached, so
     * that only new images pass through it, and no training inherits another's mistakes.
     */
    @JsonProperty("root")
    ROOT,
    /** The parent itself. */
    @JsonProperty("parent")
    PARENT
  }

  /**
   * The freeze phase.
   *
   * @param learningRate learning rate of Adam
   * @param epochs maximum number of epochs
   * @param patience epochs without a lower validation loss before it stops early
   * @param labelSmoothing share of the true label's weight that is spread over all classes, from 0
   *     to below 1
   * @param dropout share of the features that a step ignores, from 0 to below 1
   * @param weightDecay decay of weights, relative to the learning rate: towards their initial
   *     values if the head was trained before, towards 0 otherwise
   * @param mixup the mixup of the features of two images: both parameters of the beta distribution
   *     from which the shares are drawn (Zhang et al., 2018, arXiv:1710.09412); 0 for no mixing
   * @param balance strength of class weights: 1 for equal weights of all classes, 0 for equal
   *     weights of all images
   * @param crops random crops of each image that are trained on in addition to it; each passes
   *     through the base once
   * @param cropsBelow number of images from which on there are no crops
   */
  public record Head(
      double learningRate,
      int epochs,
      int patience,
      double labelSmoothing,
      double dropout,
      double weightDecay,
      double mixup,
      Double balance,
      int crops,
      int cropsBelow) {

    /** Adam's usual learning rate, without regularisation. */
    public static final Head DEFAULT = new Head(1e-3, 100, 5, 0, 0);

    /** A head without weight decay and mixup. */
    public Head(
        double learningRate, int epochs, int patience, double labelSmoothing, double dropout) {
      this(learningRate, epochs, patience, labelSmoothing, dropout, 0, 0, 1.0, 0, 0);
    }

    public Head {
      SettingBounds.requireRate(learningRate);
      SettingBounds.requireAtLeastOne("head.epochs", epochs);
      SettingBounds.requireAtLeastOne("head.patience", patience);
      SettingBounds.requireBelowOne("head.labelSmoothing", labelSmoothing);
      SettingBounds.requireBelowOne("head.dropout", dropout);
      SettingBounds.requireNotNegative("head.weightDecay", weightDecay);
      SettingBounds.requireShare("head.mixup", mixup);
      // Absent in plans of older trainers.
      balance = balance == null ? Double.valueOf(1) : balance;
      SettingBounds.requireShare("head.balance", balance);
      SettingBounds.requireNotNegative("head.crops", crops);
      SettingBounds.requireNotNegative("head.cropsBelow", cropsBelow);
    }

    Head with(TrainingRecipe.Head wish) {
      return new Head(
          SettingBounds.or(wish.learningRate(), learningRate),
          SettingBounds.or(wish.epochs(), epochs),
          SettingBounds.or(wish.patience(), patience),
          SettingBounds.or(wish.labelSmoothing(), labelSmoothing),
          SettingBounds.or(wish.dropout(), dropout),
          SettingBounds.or(wish.weightDecay(), weightDecay),
          SettingBounds.or(wish.mixup(), mixup),
          balance,
          crops,
          cropsBelow);
    }
  }

  /**
   * The fine-tune phase; dropout is that of the head. The learning rate rises in the first tenth of
   * the steps, and then follows a cosine down to 0 at the end of the last epoch.
   *
   * @param from the first trained block, {@code all}, {@code none}, or {@code auto}
   * @param learningRate peak learning rate of Adam
   * @param epochs maximum number of epochs
   * @param patience epochs without a lower validation loss before it stops early
   * @param labelSmoothing share of the true label's weight that is spread over all classes, from 0
   *     to below 1
   * @param weightDecay decay of kernels towards 0, relative to the learning rate
   * @param mixup the mixup of two images before the first trained block: as {@link Head#mixup}
   */
  public record FineTune(
      String from,
      double learningRate,
      int epochs,
      int patience,
      double labelSmoothing,
      double weightDecay,
      double mixup) {

    /**
     * Fine-tunes as many blocks as the data set's size permits, at a tenth of the head's learning
     * rate.
     */
    public static final FineTune DEFAULT = new FineTune("auto", 1e-4, 7, 3, 0.1, 0.01, 0.2);

    /** No fine-tuning. */
    public static final FineTune NONE = new FineTune("none", 1e-5, 1, 1);

    /** Fine-tuning without label smoothing, weight decay and mixup. */
    public FineTune(String from, double learningRate, int epochs, int patience) {
      this(from, learningRate, epochs, patience, 0, 0, 0);
    }

    public FineTune {
      Objects.requireNonNull(from, "from");
      SettingBounds.requireRate(learningRate);
      SettingBounds.requireAtLeastOne("fineTune.epochs", epochs);
      SettingBounds.requireAtLeastOne("fineTune.patience", patience);
      SettingBounds.requireBelowOne("fineTune.labelSmoothing", labelSmoothing);
      SettingBounds.requireNotNegative("fineTune.weightDecay", weightDecay);
      SettingBounds.requireShare("fineTune.mixup", mixup);
    }

    FineTune with(TrainingRecipe.FineTune wish) {
      return new FineTune(
          SettingBounds.or(wish.from(), from),
          SettingBounds.or(wish.learningRate(), learningRate),
          SettingBounds.or(wish.epochs(), epochs),
          SettingBounds.or(wish.patience(), patience),
          SettingBounds.or(wish.labelSmoothing(), labelSmoothing),
          SettingBounds.or(wish.weightDecay(), weightDecay),
          SettingBounds.or(wish.mixup(), mixup));
    }

    /** Whether the phase is explicitly requested, regardless of the number of images. */
    public boolean isAskedFor() {
      return !from.equals("auto") && !from.equals("none");
    }

    /**
     * Returns the first block to train, {@code all} or {@code none}: for {@code auto}, the more
     * training images there are, the more blocks.
     */
    public String resolve(int trainingImages) {
      if (!from.equals("auto")) {
        return from;
      }
      if (trainingImages < 50) {
        return "none";
      } else if (trainingImages < 5_000) {
        return "block14";
      } else if (trainingImages < 20_000) {
        return "block13";
      } else if (trainingImages < 100_000) {
        return "block9";
      }
      return "all";
    }
  }
}
