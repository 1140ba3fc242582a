package dev.weft.bench.rollout;

/** What happens to a model while images come in, in the order of a rollout. */
enum LoadPhase {
  /** One version serves, and nothing else goes on. */
  BEFORE("before", "one version serves"),

  /** Part of the swap. */
  LOADING("loading", "a second one is fetched, checked, loaded and warmed"),

  /** The engine has up to twice the work. */
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

  /** In JSON. */
  String code() {
    return code;
  }

  /** For people. */
  String what() {
    return what;
  }

  /** Whether this is the swap itself, not what a rollout learns of the candidate. */
  boolean isSwap() {
    return this == LOADING || this == TAKE_OVER;
  }
}
