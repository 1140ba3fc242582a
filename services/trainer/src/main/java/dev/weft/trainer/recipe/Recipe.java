package dev.weft.trainer.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.weft.events.training.TrainingRecipe;
import dev.weft.trainer.features.Augmentation;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * How to train. The defaults are the recipe of transfer learning as practitioners use it: a head by
 * Adam in batches of 32 until the validation loss stops falling, then the end of the base with a
 * much lower rate.
 *
 * @param seed of everything random
 * @param minImagesPerClass classes with fewer are left out
 * @param batchSize images an update
 * @param flips whether half of the training images are shown with left and right swapped, others in
 *     each epoch; doubles what passes through the base
 * @param classWeights whether each class weighs the same, however many images it has
 * @param head the freeze phase
 * @param fineTune the fine-tune phase
 * @param gateMargin accuracy, 0..1, by which a version may be worse than the serving one
 * @param base whose base it starts from
 * @param freshHead whether the head starts anew, although the base has one that knows the classes
 * @param judging how it is judged
 * @param searchSeconds what the search for the head's settings may take, by a reckoning that is the
 *     same on every machine; 0 for none
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
    double searchSeconds) {

  /** What is not asked for otherwise. */
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
          30);

  public Recipe {
    Objects.requireNonNull(head, "head");
    Objects.requireNonNull(fineTune, "fineTune");
    Objects.requireNonNull(base, "base");
    // Plans of older trainers have none.
    judging = judging == null ? Judging.DEFAULT : judging;
    SettingBounds.requireNotNegative("searchSeconds", searchSeconds);
    SettingBounds.requireAtLeastOne("minImagesPerClass", minImagesPerClass);
    SettingBounds.requireAtLeastOne("batchSize", batchSize);
    if (!(gateMargin >= 0 && gateMargin <= 1)) {
      throw new IllegalArgumentException("gateMargin lies in 0..1, but is " + gateMargin);
    }
  }

  /** What was asked for, the rest as here. */
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
        SettingBounds.or(wish.searchSeconds(), searchSeconds));
  }

  /**
   * Whether so many images are judged by cross-validation. What fine-tunes is not: each fold would
   * take as long as the whole training.
   */
  public boolean crossValidates(int images) {
    return !fineTune.isAskedFor() && images < judging.crossValidateBelow();
  }

  /**
   * Whether a version that test images judged learns once more, from so many images and those that
   * were held back among them. One that was cross-validated has learned from all of them already.
   */
  public boolean learnsAllAfterwards(int images) {
    return !crossValidates(images) && images < judging.learnAllBelow();
  }

  /** The same with another first phase. */
  public Recipe with(Head other) {
    return new Recipe(
        seed,
        minImagesPerClass,
        batchSize,
        flips,
        classWeights,
        other,
        fineTune,
        gateMargin,
        base,
        freshHead,
        judging,
        searchSeconds);
  }

  /** The same judged in another way. */
  public Recipe with(Judging other) {
    return new Recipe(
        seed,
        minImagesPerClass,
        batchSize,
        flips,
        classWeights,
        head,
        fineTune,
        gateMargin,
        base,
        freshHead,
        other,
        searchSeconds);
  }

  /** The ways in which the head is shown each of so many images that it learns from. */
  public List<Augmentation> shown(int images) {
    return Augmentation.of(flips, images < head.cropsBelow() ? head.crops() : 0);
  }

  /** How far class weights go: 0 if there are none. */
  public double balance() {
    return classWeights ? head.balance() : 0;
  }

  /** The same with another second phase. */
  public Recipe with(FineTune other) {
    return new Recipe(
        seed,
        minImagesPerClass,
        batchSize,
        flips,
        classWeights,
        head,
        other,
        gateMargin,
        base,
        freshHead,
        judging,
        searchSeconds);
  }

  /**
   * How a version is judged.
   *
   * @param crossValidateBelow with fewer images all of them are learned and judged by, in turns;
   *     with more the test images judge
   * @param folds of a cross-validation
   * @param imagesPerClass fewer judged images of a class of the serving version tell nothing of it
   * @param tolerance accuracy, 0..1, by which a version must surely not be worse
   * @param recallMargin by how much of its images, 0..1, a class may be found less often
   * @param learnAllBelow with fewer images a version that passed learns once more, with the same
   *     settings, from all of them; 0 for never
   */
  public record Judging(
      int crossValidateBelow,
      int folds,
      int imagesPerClass,
      double tolerance,
      double recallMargin,
      int learnAllBelow) {

    /**
     * Below 2,000 images fewer than 300 would judge. With 20,000 the 6,000 held back would hardly
     * make a version better.
     */
    public static final Judging DEFAULT = new Judging(2_000, 5, 3, 0.05, 0.1, 20_000);

    public Judging {
      SettingBounds.requireNotNegative("judging.crossValidateBelow", crossValidateBelow);
      if (folds < 2) {
        throw new IllegalArgumentException("judging.folds is at least 2, but is " + folds);
      }
      SettingBounds.requireNotNegative("judging.imagesPerClass", imagesPerClass);
      SettingBounds.requireShare("judging.tolerance", tolerance);
      SettingBounds.requireShare("judging.recallMargin", recallMargin);
      SettingBounds.requireNotNegative("judging.learnAllBelow", learnAllBelow);
    }
  }

  /** Whose base training starts from. */
  public enum Base {
    /**
     * The imported version's that the parent goes back to: what it said of images is kept, so that
     * only new ones pass through it, and no training builds on another's mistakes.
     */
    @JsonProperty("root")
    ROOT,
    /** The parent's own. */
    @JsonProperty("parent")
    PARENT
  }

  /**
   * The freeze phase.
   *
   * @param learningRate of Adam
   * @param epochs at most so many
   * @param patience epochs without a lower validation loss after which it ends
   * @param labelSmoothing what the true label gives away to all classes alike, from 0 to below 1
   * @param dropout share of the features that a step does not see, from 0 to below 1
   * @param weightDecay how fast weights fall back, as a share of the learning rate: to what they
   *     were where the head was trained before, else to 0
   * @param mixup how evenly features of two images are mixed into one example: both parameters of
   *     the beta distribution that the shares are drawn from (Zhang et al., 2018,
   *     arXiv:1710.09412); 0 for no mixing
   * @param balance how far class weights go: 1 for each class weighing the same, 0 for each image
   * @param crops random crops of each image that it learns from beside the image; each passes
   *     through the base once
   * @param cropsBelow with so many images, or more, there are none
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

    /** Adam's usual rate, nothing else. */
    public static final Head DEFAULT = new Head(1e-3, 100, 5, 0, 0);

    /** Without decay and mixing. */
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
      // Plans of older trainers have none.
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
   * The fine-tune phase; dropout is the head's. The learning rate rises in the first tenth of the
   * steps, and then falls as a cosine does, to 0 at the end of the last epoch.
   *
   * @param from the first block that is trained, {@code all}, {@code none}, or {@code auto}
   * @param learningRate of Adam, at its highest
   * @param epochs at most so many
   * @param patience epochs without a lower validation loss after which it ends
   * @param labelSmoothing what the true label gives away to all classes alike, from 0 to below 1
   * @param weightDecay how fast kernels fall towards 0, as a share of the learning rate
   * @param mixup how evenly two images are mixed into one, before the first trained block: as
   *     {@link Head#mixup}
   */
  public record FineTune(
      String from,
      double learningRate,
      int epochs,
      int patience,
      double labelSmoothing,
      double weightDecay,
      double mixup) {

    /** As much of the network as the set is large for, at a tenth of the head's rate. */
    public static final FineTune DEFAULT = new FineTune("auto", 1e-4, 7, 3, 0.1, 0.01, 0.2);

    /** No second phase. */
    public static final FineTune NONE = new FineTune("none", 1e-5, 1, 1);

    /** Without smoothing, decay and mixing. */
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

    /** Whether somebody wants the phase, however few images there are. */
    public boolean isAskedFor() {
      return !from.equals("auto") && !from.equals("none");
    }

    /**
     * The first block to train, {@code all} or {@code none}: for {@code auto} the more of them, the
     * more images there are to train on.
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
