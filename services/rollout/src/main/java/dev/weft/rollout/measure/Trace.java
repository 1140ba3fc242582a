package dev.weft.rollout.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * What is known of one image.
 *
 * @param label that people gave it; null if none
 * @param outcomes of the versions, the first {@value #MOST}
 */
record Trace(String label, List<Outcome> outcomes) {

  /** So that no image's entry grows without end. */
  static final int MOST = 16;

  static final Trace NONE = new Trace(null, List.of());

  Trace {
    outcomes = List.copyOf(outcomes);
  }

  /** Whether there is nothing to add: it is known already, or there are too many. */
  boolean refuses(Outcome outcome) {
    return outcomes.size() >= MOST || outcomes.stream().anyMatch(outcome::repeats);
  }

  Trace plus(Outcome outcome) {
    var all = new ArrayList<>(outcomes);
    all.add(outcome);
    return new Trace(label, all);
  }

  Trace labeled(String now) {
    return new Trace(now, outcomes);
  }

  /** The outcomes of the versions that predicted something. */
  List<Outcome> predictions() {
    return outcomes.stream().filter(o -> o.kind() == Outcome.Kind.CLASSIFIED).toList();
  }
}
