package dev.weft.cli.rollout;

import dev.weft.client.rollout.RolloutAction;

/** The orders, in the order of the help. */
enum Order {
  START(Version.NEEDED, "Begins to roll a version out, as the model's policy says."),
  PROMOTE(
      Version.NONE, "The candidate serves all images now; what is left of its steps is skipped."),
  PAUSE(Version.NONE, "Holds the rollout where it is."),
  RESUME(Version.NONE, "Goes on: the pause ends."),
  ABORT(Version.NONE, "Gives the candidate up; the version that serves goes on."),
  ROLLBACK(Version.TAKEN, "Serves a version at once. Default: the one before the last promotion."),
  PIN(Version.TAKEN, "Serves a version, and begins no rollout. Default: the one that serves."),
  UNPIN(Version.NONE, "Rollouts may begin again.");

  /** Whether an order takes a version. */
  enum Version {
    NONE,
    TAKEN,
    NEEDED
  }

  private final Version version;
  private final String description;

  Order(Version version, String description) {
    this.version = version;
    this.description = description;
  }

  Version version() {
    return version;
  }

  String description() {
    return description;
  }

  /** Returns the action of the request. */
  RolloutAction action() {
    return RolloutAction.valueOf(name());
  }

  /** Returns its name on the command line and in the API. */
  String code() {
    return action().toString();
  }
}
