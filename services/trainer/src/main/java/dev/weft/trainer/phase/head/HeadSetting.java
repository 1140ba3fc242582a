package dev.weft.trainer.phase.head;

import dev.weft.trainer.recipe.Recipe;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A setting that a search tries.
 *
 * @param learningRate learning rate of Adam
 * @param weightDecay see {@link Recipe.Head#weightDecay}
 * @param labelSmoothing share of the true label's weight that is spread over all classes
 * @param mixup see {@link Recipe.Head#mixup}
 * @param balance strength of class weights: from 0, where all images have the same weight, to 1,
 *     where all classes do
 */
public record HeadSetting(
    double learningRate, double weightDecay, double labelSmoothing, double mixup, double balance) {

  /** Returns the recipe's own setting. */
  public static HeadSetting of(Recipe recipe) {
    Recipe.Head head = recipe.head();
    return new HeadSetting(
        head.learningRate(),
        head.weightDecay(),
        head.labelSmoothing(),
        head.mixup(),
        recipe.balance());
  }

  /** Returns the recipe with this setting. */
  public Recipe in(Recipe recipe) {
    Recipe.Head head = recipe.head();
    return recipe.with(
        new Recipe.Head(
            learningRate,
            head.epochs(),
            head.patience(),
            labelSmoothing,
            head.dropout(),
            weightDecay,
            mixup,
            recipe.classWeights() ? balance : head.balance(),
            head.crops(),
            head.cropsBelow()));
  }

  /**
   * Returns the settings to try: the recipe's own first, then in the order of how often each is the
   * best, so that a search that ends early has tried the most promising ones.
   */
  static List<HeadSetting> around(Recipe recipe) {
    HeadSetting own = of(recipe);
    Set<HeadSetting> settings = new LinkedHashSet<>();
    settings.add(own);
    double[] balances = recipe.classWeights() ? new double[] {0, 0.5, 1} : new double[] {0};
    double slow = own.learningRate();
    double fast = Math.min(1, 3 * slow);
    for (double balance : balances) {
      settings.add(new HeadSetting(fast, 0, own.labelSmoothing(), 0, balance));
      settings.add(new HeadSetting(fast, 1, own.labelSmoothing(), 0, balance));
    }
    for (double balance : balances) {
      settings.add(new HeadSetting(slow, 1, own.labelSmoothing(), 0, balance));
      settings.add(new HeadSetting(fast, 5, own.labelSmoothing(), 0, balance));
      settings.add(new HeadSetting(fast, 1, 0.1, 0, balance));
      settings.add(new HeadSetting(fast, 1, own.labelSmoothing(), 0.4, balance));
    }
    return List.copyOf(settings);
  }
}
