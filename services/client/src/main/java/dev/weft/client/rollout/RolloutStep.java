package dev.weft.client.rollout;

/**
 * One step of a rollout: exactly one of its components is there.
 *
 * @param setWeight per cent of the images that the candidate answers from now on; null if the step
 *     is another
 * @param setShadow per cent of the images that it classifies beside the serving version; null if
 *     the step is another
 * @param pause waits; null if the step is another
 * @param analysis waits until every condition is met; null if the step is another
 */
public record RolloutStep(Integer setWeight, Integer setShadow, Pause pause, Analysis analysis) {

  /** The candidate answers so many per cent. */
  public static RolloutStep weight(int perCent) {
    return new RolloutStep(perCent, null, null, null);
  }

  /** The candidate classifies so many per cent beside the serving version. */
  public static RolloutStep shadow(int perCent) {
    return new RolloutStep(null, perCent, null, null);
  }

  /** Waits for a person. */
  public static RolloutStep untilResumed() {
    return new RolloutStep(null, null, new Pause(null), null);
  }

  /** Waits so many seconds. */
  public static RolloutStep pauseOf(int seconds) {
    return new RolloutStep(null, null, new Pause(seconds), null);
  }

  /** Waits until every condition is met so many times in a row. */
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
   * @param successes measurements in a row that must meet every condition; null for the default
   */
  public record Analysis(Integer successes) {}

  /**
   * A wait.
   *
   * @param seconds null until a person resumes
   */
  public record Pause(Integer seconds) {}
}
