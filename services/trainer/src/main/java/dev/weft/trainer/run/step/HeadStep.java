package dev.weft.trainer.run.step;

import dev.weft.trainer.dataset.Dataset;
import dev.weft.trainer.dataset.Split;
import dev.weft.trainer.features.FeatureSet;
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
 * The head on features of the base as it is: its settings searched, then trained. Few images are
 * cross-validated and then all learned; of many the training images are learned, until the
 * validation images say that it is enough.
 */
public final class HeadStep {
  private final Recipe recipe;
  private final PhaseProgress.Listener listener;

  public HeadStep(Recipe recipe, PhaseProgress.Listener listener) {
    this.recipe = recipe;
    this.listener = listener;
  }

  /**
   * What came of it.
   *
   * @param recipe with the settings that were found
   * @param head the network with its new head
   * @param search what was tried; null if nothing was searched
   */
  public record Result(Recipe recipe, PhaseResult head, SearchResult search) {}

  /**
   * Searches and trains.
   *
   * @param network that gave the features
   * @param features of all images that take part, flips included if the recipe has them
   */
  public Result run(
      Weights network,
      HeadStart start,
      Dataset dataset,
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
   * Only searches, by cross-validation where the recipe judges by it, else by the validation
   * images: what a head on these features is worth.
   */
  SearchResult search(HeadStart start, Dataset dataset, FeatureSet features, Rehearsal rehearsal) {
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
      Dataset dataset,
      FeatureSet features,
      Rehearsal rehearsal,
      Checkpoints checkpoints) {
    return new FreezePhase(best, listener)
        .run(network, start, dataset, features, rehearsal, checkpoints);
  }
}
