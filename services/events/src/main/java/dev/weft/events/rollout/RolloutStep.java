package dev.weft.events.rollout;

import dev.weft.events.Require;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One step of a rollout, in the terms of Argo Rollouts. Exactly one component is not null.
 *
 * @param setWeight percentage of images that the candidate answers from this step on
 * @param setShadow percentage of images that the candidate classifies as a shadow of the serving
 *     version
 * @param pause waits
 * @param analysis waits until every condition is met
 */
public record RolloutStep(Integer setWeight, Integer setShadow, Pause pause, Analysis analysis) {

  private static final int ALL = 100;

  public RolloutStep {
    long there = Stream.of(setWeight, setShadow, pause, analysis).filter(Objects::nonNull).count();
    if (there != 1) {
      throw new IllegalArgumentException(
          "a step must be one of setWeight, setShadow, pause and analysis, but has "
              + there
              + " of them");
    }
    requirePerCent("setWeight", setWeight);
    requirePerCent("setShadow", setShadow);
  }

  private static void requirePerCent(String name, Integer value) {
    if (value != null && (value < 0 || value > ALL)) {
      throw new IllegalArgumentException(name + " must be between 0 and 100, but is " + value);
    }
  }

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

  /** Waits until every condition is met. */
  public static RolloutStep judged() {
    return new RolloutStep(null, null, null, new Analysis(null));
  }

  /**
   * A pause.
   *
   * @param seconds duration in seconds, at least 1; null to wait until a person resumes
   */
  public record Pause(Integer seconds) {
    public Pause {
      Require.atLeast("pause.seconds", seconds, 1);
    }
  }

  /**
   * A wait until every condition is met.
   *
   * @param successes consecutive measurements that must meet every condition; 1 if null
   */
  public record Analysis(Integer successes) {
    public Analysis {
      successes = successes == null ? 1 : successes;
      Require.atLeast("analysis.successes", successes, 1);
    }
  }
}
