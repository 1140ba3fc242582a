package dev.weft.bench.rollout;

/** Phases of a model while images arrive, in the order of a rollout. */
enum LoadPhase {
  /** One version serves, and no rollout is in progress. */
  BEFORE("before", "one version serves"),

  /** Part of the swap. */
  LOADING("loading", "a second one is fetched, checked, loaded and warmed"),

  /** The engine has up to twice the load. */
  SHADOW("shadow", "it classifies every image after the answer"),

  /** Two versions answer. */
  CANARY_10("canary10", "it answers 10 % of the images"),

  /** Two versions answer. */
  CANARY_50("canary50", "it answers 50 %"),

  /** Part of the swap. */
  TAKE_OVER("takeOver", "it answers all, and the first one is unloaded");

  private final String code;
  private final String what;

  LoadPhase(String code, String what) {
    this.code = code;
    this.what = what;
  }

  /** Name in JSON. */
  String code() {
    return code;
  }

  /** Description for people. */
  String what() {
    return what;
  }

  /**
   * Whether this phase belongs to the swap itself, rather than to the evaluation of the candidate.
   */
  boolean isSwap() {
    return this == LOADING || this == TAKE_OVER;
  }
}
