package dev.weft.trainer.recipe;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.weft.events.TrainingRecipe;
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
 * @param freshHead whether the head starts anew, although the base has one for the same classes
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
    boolean freshHead) {

  /** What is not asked for otherwise. */
  public static final Recipe DEFAULT =
      new Recipe(42, 10, 32, true, true, Head.DEFAULT, FineTune.DEFAULT, 0.01, Base.ROOT, false);

  public Recipe {
    Objects.requireNonNull(head, "head");
    Objects.requireNonNull(fineTune, "fineTune");
    Objects.requireNonNull(base, "base");
    Settings.requireAtLeastOne("minImagesPerClass", minImagesPerClass);
    Settings.requireAtLeastOne("batchSize", batchSize);
    if (!(gateMargin >= 0 && gateMargin <= 1)) {
      throw new IllegalArgumentException("gateMargin lies in 0..1, but is " + gateMargin);
    }
  }

  /** What was asked for, the rest as here. */
  public Recipe with(TrainingRecipe wish) {
    return new Recipe(
        Settings.or(wish.seed(), seed),
        Settings.or(wish.minImagesPerClass(), minImagesPerClass),
        Settings.or(wish.batchSize(), batchSize),
        flips,
        classWeights,
        wish.head() == null ? head : head.with(wish.head()),
        wish.fineTune() == null ? fineTune : fineTune.with(wish.fineTune()),
        Settings.or(wish.gateMargin(), gateMargin),
        wish.base() == null ? base : Base.valueOf(wish.base().toUpperCase(Locale.ROOT)),
        Settings.or(wish.freshHead(), freshHead));
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
        freshHead);
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
   */
  public record Head(
      double learningRate, int epochs, int patience, double labelSmoothing, double dropout) {

    /** Adam's usual rate, nothing else. */
    public static final Head DEFAULT = new Head(1e-3, 100, 5, 0, 0);

    public Head {
      Settings.requireRate(learningRate);
      Settings.requireAtLeastOne("head.epochs", epochs);
      Settings.requireAtLeastOne("head.patience", patience);
      Settings.requireBelowOne("head.labelSmoothing", labelSmoothing);
      Settings.requireBelowOne("head.dropout", dropout);
    }

    Head with(TrainingRecipe.Head wish) {
      return new Head(
          Settings.or(wish.learningRate(), learningRate),
          Settings.or(wish.epochs(), epochs),
          Settings.or(wish.patience(), patience),
          Settings.or(wish.labelSmoothing(), labelSmoothing),
          Settings.or(wish.dropout(), dropout));
    }
  }

  /**
   * The fine-tune phase; smoothing and dropout are the head's.
   *
   * @param from the first block that is trained, {@code all}, {@code none}, or {@code auto}
   * @param learningRate of Adam
   * @param epochs at most so many
   * @param patience epochs without a lower validation loss after which it ends
   */
  public record FineTune(String from, double learningRate, int epochs, int patience) {

    /** As much of the network as the set is large for, at a hundredth of the head's rate. */
    public static final FineTune DEFAULT = new FineTune("auto", 1e-5, 10, 2);

    /** No second phase. */
    public static final FineTune NONE = new FineTune("none", 1e-5, 1, 1);

    public FineTune {
      Objects.requireNonNull(from, "from");
      Settings.requireRate(learningRate);
      Settings.requireAtLeastOne("fineTune.epochs", epochs);
      Settings.requireAtLeastOne("fineTune.patience", patience);
    }

    FineTune with(TrainingRecipe.FineTune wish) {
      return new FineTune(
          Settings.or(wish.from(), from),
          Settings.or(wish.learningRate(), learningRate),
          Settings.or(wish.epochs(), epochs),
          Settings.or(wish.patience(), patience));
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
      } else if (trainingImages < 1_000) {
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
