package dev.weft.classifier.serving;

import dev.weft.events.rollout.RolloutChanged;
import dev.weft.events.rollout.UncertaintyPolicy;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a state of the model asks of a replica.
 *
 * @param revision of the state
 * @param serving the version that answers what the candidate does not; null before the first
 * @param candidate of the rollout under way; null if there is none
 * @param split of the images between the two
 * @param uncertainty when the answers of both are uncertain
 */
record DesiredVersions(
    int revision,
    Integer serving,
    Integer candidate,
    TrafficSplit split,
    UncertaintyPolicy uncertainty) {

  /** Before the first state. */
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

  /** In the order in which they are loaded; none while nothing is to serve. */
  List<Integer> versions() {
    if (serving == null) {
      return List.of();
    }
    return Stream.of(serving, candidate).filter(version -> version != null).distinct().toList();
  }

  /**
   * What names the version, so that one that was refused is tried again when something else does: a
   * candidate's rollout, or the decision that lets a version serve.
   */
  String naming(int version) {
    return candidate != null && candidate == version
        ? "rollout " + split.rolloutId()
        : "revision " + revision;
  }
}
