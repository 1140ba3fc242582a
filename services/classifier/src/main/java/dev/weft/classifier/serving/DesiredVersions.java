package dev.weft.classifier.serving;

import dev.weft.events.rollout.RolloutChanged;
import dev.weft.events.rollout.UncertaintyPolicy;
import java.util.List;
import java.util.stream.Stream;

/**
 * Versions that a rollout state asks a replica to load.
 *
 * @param revision of the state
 * @param serving version; null before the first
 * @param candidate of the rollout in progress; null if there is none
 * @param split of the images between the two
 * @param uncertainty policy for the answers of both
 */
record DesiredVersions(
    int revision,
    Integer serving,
    Integer candidate,
    TrafficSplit split,
    UncertaintyPolicy uncertainty) {

  /** The value before the first state. */
  static final DesiredVersions NOTHING =
      new DesiredVersions(0, null, null, TrafficSplit.NONE, UncertaintyPolicy.OF_VERSION);

  static DesiredVersions of(RolloutChanged state) {
    var rollout = state.rollout();
    boolean hasCandidate = rollout != null && !rollout.version().equals(state.serving());
    return new DesiredVersions(
        state.revision(),
        state.serving(),
        hasCandidate ? rollout.version() : null,
        rollout == null
            ? TrafficSplit.NONE
            : new TrafficSplit(rollout.id(), rollout.weight(), rollout.shadow()),
        state.policy().uncertainty());
  }

  /** The versions in the order in which they are loaded; none if no version is to serve. */
  List<Integer> versions() {
    if (serving == null) {
      return List.of();
    }
    return Stream.of(serving, candidate).filter(version -> version != null).distinct().toList();
  }

  /**
   * Identifies the reason why a version is asked for, a candidate's rollout or the decision that
   * makes a version serve. A refused version is tried again when that changes.
   */
  String naming(int version) {
    return candidate != null && candidate == version
        ? "rollout " + split.rolloutId()
        : "revision " + revision;
  }
}
