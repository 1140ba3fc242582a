package dev.weft.client.rollout;

/**
 * One step of a rollout: exactly one component is not null.
 *
 * @param setWeight percentage of images that the candidate answers from this step on; null if the
 *     step is another
 * @param setShadow percentage of images that it classifies as a shadow of the serving version; null
 *     if the step is another
 * @param pause waits; null if the step is another
 * @param analysis waits until every condition is met; null if the step is another
 */
public record RolloutStep(Integer setWeight, Integer setShadow, Pause pause, Analysis analysis) {

  /** The candidate answers this percentage of images. */
  public static RolloutStep weight(int perCent) {
    return new RolloutStep(perCent, null, null, null);
  }

  /** The candidate classifies this percentage of images as a shadow of the serving version. */
  public static RolloutStep shadow(int perCent) {
    return new RolloutStep(null, perCent, null, null);
  }

  /** Waits until a person resumes the rollout. */
  public static RolloutStep untilResumed() {
    return new RolloutStep(null, null, new Pause(null), null);
  }

  /** Waits for a number of seconds. */
  public static RolloutStep pauseOf(int seconds) {
    return new RolloutStep(null, null, new Pause(seconds), null);
  }

  /** Waits until every condition is met in this many consecutive measurements. */
  public static RolloutStep judged(int successes) {
    return new RolloutStep(null, null, null, new Analysis(successes));
  }

  /** Waits until every condition is met. */
  public static RolloutStep judged() {
    return new RolloutStep(null, null, null, new Analysis(null));
  }

  /**
   * A wait until every condition is met.
   *
   * @param successes consecutive measurements that must meet every condition; null for the default
   */
  public record Analysis(Integer successes) {}

  /**
   * A pause.
   *
   * @param seconds duration in seconds; null to wait until a person resumes
   */
  public record Pause(Integer seconds) {}
}
