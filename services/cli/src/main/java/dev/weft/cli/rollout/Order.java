package dev.weft.cli.rollout;

import dev.weft.client.rollout.RolloutAction;

/** The orders, in the order of the help. */
enum Order {
  START(Version.NEEDED, "Start the rollout of a version according to the model's policy."),
  PROMOTE(
      Version.NONE, "Promote the candidate to serve all images now, skipping its remaining steps."),
  PAUSE(Version.NONE, "Pause the rollout at its current step."),
  RESUME(Version.NONE, "Resume a paused rollout."),
  ABORT(Version.NONE, "Abort the rollout. The serving version is kept."),
  ROLLBACK(Version.TAKEN, "Serve a version at once. Default: the one before the last promotion."),
  PIN(Version.TAKEN, "Serve a version and start no rollouts. Default: the serving version."),
  UNPIN(Version.NONE, "Allow rollouts to start again after `pin`.");

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
