package dev.weft.trainer.phase.head;

import dev.weft.trainer.phase.History;
import java.util.List;

/**
 * What a search for a head's settings found.
 *
 * @param folds 1 for the validation images
 * @param images that were held back
 * @param accuracy share of them that is told right, 0..1: with several folds by {@code
 *     probabilities}, with one by the best setting
 * @param trials the best first
 * @param left settings that there was no time for
 * @param history of the best: epoch by epoch what was made of the images that were held back
 * @param probabilities of each image by class, as a head said that had not learned from it, and
 *     whose setting was not chosen by it either; empty if there is one fold only
 * @param heldBackIn the fold, from 0, in which each image was held back; as many as {@code
 *     probabilities}
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

  /** The setting with the lowest loss. */
  public HeadTrial best() {
    return trials.get(0);
  }
}
