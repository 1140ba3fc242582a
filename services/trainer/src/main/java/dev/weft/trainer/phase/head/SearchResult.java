package dev.weft.trainer.phase.head;

import dev.weft.trainer.phase.History;
import java.util.List;

/**
 * Result of a search for a head's settings.
 *
 * @param folds number of folds; 1 for the validation images
 * @param images number of held-out images
 * @param accuracy share of correct predictions, 0..1: with several folds by {@code probabilities},
 *     with one by the best setting
 * @param trials the trials, best first
 * @param left number of settings that did not fit the limit
 * @param history the best setting's figures on the held-out images, by epoch
 * @param probabilities class probabilities of each image, by a head that was not trained on it and
 *     whose setting was not selected with it; empty with one fold
 * @param heldBackIn the fold that held each image out, from 0; parallel to {@code probabilities}
 */
public record SearchResult(
    int folds,
    int images,
    double accuracy,
    List<HeadTrial> trials,
    int left,
    History history,
    List<float[]> probabilities,
    List<Integer> heldBackIn) {
  public SearchResult {
    trials = List.copyOf(trials);
    probabilities = List.copyOf(probabilities);
    heldBackIn = List.copyOf(heldBackIn);
  }

  /** Returns the trial with the lowest loss. */
  public HeadTrial best() {
    return trials.get(0);
  }
}
