package dev.weft.trainer.report;

import dev.weft.trainer.phase.head.HeadTrial;
import dev.weft.trainer.phase.head.SearchResult;
import java.util.List;

/**
 * What the search for the head's settings found.
 *
 * @param folds of the cross-validation; 1 if the validation images decided
 * @param images that were held back
 * @param measure by which settings were compared
 * @param trials the best first; the first was taken
 * @param left settings that there was no time for
 */
public record SearchSummary(
    int folds, int images, String measure, List<HeadTrial> trials, int left) {
  private static final String MEASURE =
      "mean cross-entropy, each image weighing 1, as at the gate: class weights are used as far as"
          + " they make that better";

  public SearchSummary {
    trials = List.copyOf(trials);
  }

  /** Of a search; null if there was none. */
  public static SearchSummary of(SearchResult search) {
    return search == null
        ? null
        : new SearchSummary(
            search.folds(), search.images(), MEASURE, search.trials(), search.left());
  }
}
