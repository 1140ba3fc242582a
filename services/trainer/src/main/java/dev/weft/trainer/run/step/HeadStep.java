package dev.weft.trainer.run.step;

import dev.weft.features.FeatureSet;
import dev.weft.trainer.dataset.Split;
import dev.weft.trainer.dataset.TrainingDataset;
import dev.weft.trainer.features.Rehearsal;
import dev.weft.trainer.phase.Checkpoints;
import dev.weft.trainer.phase.PhaseProgress;
import dev.weft.trainer.phase.PhaseResult;
import dev.weft.trainer.phase.head.Folds;
import dev.weft.trainer.phase.head.FreezePhase;
import dev.weft.trainer.phase.head.HeadSearch;
import dev.weft.trainer.phase.head.HeadStart;
import dev.weft.trainer.phase.head.SearchResult;
import dev.weft.trainer.recipe.Recipe;
import dev.weft.xception.weights.Weights;

/**
 * Trains the head on features of the frozen base, after a search for its settings. Small data sets
 * are cross-validated and then trained on as a whole; for large ones the training images are used,
 * with early stopping on the validation images.
 */
public final class HeadStep {
  private final Recipe recipe;
  private final PhaseProgress.Listener listener;

  public HeadStep(Recipe recipe, PhaseProgress.Listener listener) {
    this.recipe = recipe;
    this.listener = listener;
  }

  /**
   * Result of the step.
   *
   * @param recipe the recipe with the best settings
   * @param head the network with its new head
   * @param search result of the search; null if there was none
   */
  public record Result(Recipe recipe, PhaseResult head, SearchResult search) {}

  /**
   * Searches for the settings and trains the head.
   *
   * @param network the network that computed the features
   * @param features the features of all images that take part, also mirrored if the recipe says so
   */
  public Result run(
      Weights network,
      HeadStart start,
      TrainingDataset dataset,
      FeatureSet features,
      Rehearsal rehearsal,
      Checkpoints checkpoints) {
    if (recipe.crossValidates(dataset.samples().size())) {
      SearchResult found = search(start, dataset, features, rehearsal);
      Recipe best = found.best().setting().in(recipe);
      PhaseResult head =
          new FreezePhase(best, listener)
              .runOnAll(
                  network,
                  start,
                  dataset,
                  features,
                  rehearsal,
                  found.history(),
                  found.best().epochs(),
                  checkpoints);
      return new Result(best, head, found);
    }
    if (recipe.searchSeconds() == 0 || dataset.of(Split.VALIDATION).isEmpty()) {
      return new Result(
          recipe, train(recipe, network, start, dataset, features, rehearsal, checkpoints), null);
    }
    SearchResult found = search(start, dataset, features, rehearsal);
    Recipe best = found.best().setting().in(recipe);
    return new Result(
        best, train(best, network, start, dataset, features, rehearsal, checkpoints), found);
  }

  /**
   * Only runs the search, by cross-validation if the recipe evaluates by it, on the validation
   * images otherwise: it measures how accurate a head on these features is.
   */
  SearchResult search(
      HeadStart start, TrainingDataset dataset, FeatureSet features, Rehearsal rehearsal) {
    Folds folds =
        recipe.crossValidates(dataset.samples().size())
            ? Folds.of(
                dataset.samples(),
                sample -> features.look(sample.object().sha256()).orElseThrow(),
                recipe.judging().folds(),
                recipe.seed())
            : Folds.ofSides(dataset);
    return new HeadSearch(recipe, listener).run(start, folds, features, rehearsal);
  }

  private PhaseResult train(
      Recipe best,
      Weights network,
      HeadStart start,
      TrainingDataset dataset,
      FeatureSet features,
      Rehearsal rehearsal,
      Checkpoints checkpoints) {
    return new FreezePhase(best, listener)
        .run(network, start, dataset, features, rehearsal, checkpoints);
  }
}
