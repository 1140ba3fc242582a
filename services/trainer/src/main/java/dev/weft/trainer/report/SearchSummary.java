package dev.weft.trainer.report;

import dev.weft.trainer.phase.head.HeadTrial;
import dev.weft.trainer.phase.head.SearchResult;
import java.util.List;

/**
 * Result of the search for the head's settings.
 *
 * @param folds the folds of the cross-validation; 1 for a search on the validation images
 * @param images number of held-out images
 * @param measure the measure by which settings were compared
 * @param trials best first; the first one was used
 * @param left number of settings that did not fit the limit
 */
public record SearchSummary(
    int folds, int images, String measure, List<HeadTrial> trials, int left) {
  private static final String MEASURE =
      "mean cross-entropy with the same weight for each image, as at the gate; class weights are"
          + " used as far as they reduce it";

  public SearchSummary {
    trials = List.copyOf(trials);
  }

  /** Summarises a search; null for null. */
  public static SearchSummary of(SearchResult search) {
    return search == null
        ? null
        : new SearchSummary(
            search.folds(), search.images(), MEASURE, search.trials(), search.left());
  }
}
