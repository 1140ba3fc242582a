package dev.weft.trainer.phase.head;

import dev.weft.trainer.recipe.Recipe;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a search tries: settings of a head that the recipe leaves open.
 *
 * @param learningRate of Adam
 * @param weightDecay see {@link Recipe.Head#weightDecay}
 * @param labelSmoothing what the true label gives away
 * @param mixup see {@link Recipe.Head#mixup}
 * @param balance how far class weights go, from 0, each image weighs the same, to 1, each class
 *     does
 */
public record HeadSetting(
    double learningRate, double weightDecay, double labelSmoothing, double mixup, double balance) {

  /** What the recipe says. */
  public static HeadSetting of(Recipe recipe) {
    Recipe.Head head = recipe.head();
    return new HeadSetting(
        head.learningRate(),
        head.weightDecay(),
        head.labelSmoothing(),
        head.mixup(),
        recipe.balance());
  }

  /** The recipe with these settings. */
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
   * What is tried, the recipe's own first and then in the order of how often it is the best, so
   * that a search that ends early has tried what is likely.
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
