package dev.weft.rollout.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * History of one image.
 *
 * @param label that people gave it; null if none
 * @param atRandom whether it was drawn at random to be labeled; false in entries stored before this
 *     field existed
 * @param outcomes of the versions, the first {@value #MOST}
 */
record ImageHistory(String label, boolean atRandom, List<VersionOutcome> outcomes) {

  /** Bounds the size of an image's entry. */
  static final int MOST = 16;

  static final ImageHistory NONE = new ImageHistory(null, false, List.of());

  ImageHistory {
    outcomes = List.copyOf(outcomes);
  }

  /** Whether the outcome is ignored: it is known already, or there are too many. */
  boolean refuses(VersionOutcome outcome) {
    return outcomes.size() >= MOST || outcomes.stream().anyMatch(outcome::repeats);
  }

  ImageHistory plus(VersionOutcome outcome) {
    var all = new ArrayList<>(outcomes);
    all.add(outcome);
    return new ImageHistory(label, atRandom, all);
  }

  ImageHistory labeled(String now, boolean nowAtRandom) {
    return new ImageHistory(now, nowAtRandom, outcomes);
  }

  /** The outcomes with a prediction. */
  List<VersionOutcome> predictions() {
    return outcomes.stream().filter(o -> o.kind() == VersionOutcome.Kind.CLASSIFIED).toList();
  }
}
