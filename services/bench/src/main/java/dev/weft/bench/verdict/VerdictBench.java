package dev.weft.bench.verdict;

import dev.weft.bench.verdict.Simulation.Outcome;
import dev.weft.bench.verdict.VerdictResult.Found;
import dev.weft.bench.verdict.VerdictResult.Wrong;
import dev.weft.events.rollout.RolloutChanged.Verdict;
import dev.weft.events.rollout.RolloutCondition;
import dev.weft.events.rollout.RolloutMetric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The rollouts that {@code bench verdict} simulates. */
final class VerdictBench {

  /** Measurements in an hour, one every ten seconds. */
  private static final int LOOKS = 360;

  /** Labels between measurements, for counting wrong verdicts. */
  private static final int FEW = 3;

  /** Labels between measurements, for counting the labels that verdicts need. */
  private static final int STEP = 10;

  private static final int MOST = 400;

  /** Ratio of the serving version's images for a canary at 10 percent. */
  private static final int SERVINGS = 9;

  /**
   * Divisor of the numbers of rollouts and measurements for images that different versions
   * classified, whose computation takes longer.
   */
  private static final int PART = 5;

  private final double accuracy;
  private final double discordant;
  private final int rollouts;
  private final long seed;

  VerdictBench(double accuracy, double discordant, int rollouts, long seed) {
    this.accuracy = accuracy;
    this.discordant = discordant;
    this.rollouts = rollouts;
    this.seed = seed;
  }

  /** A difference of accuracies in points, the bound, and the verdict to be found. */
  private record Question(double difference, String bound, Verdict verdict) {}

  VerdictResult run(Consumer<String> progress) {
    List<Wrong> wrong = new ArrayList<>();
    for (Question question :
        List.of(
            new Question(0, "difference >= 0", Verdict.FAILED),
            new Question(0, "difference > 0", Verdict.SUCCESSFUL),
            new Question(-0.05, "difference >= -0.05", Verdict.FAILED),
            new Question(0, "difference >= -0.02", Verdict.FAILED))) {
      progress.accept("- wrong verdicts: " + words(question));
      wrong.add(new Wrong(words(question), outcomes(question, LOOKS, FEW)));
    }
    List<Found> found = new ArrayList<>();
    for (Question question :
        List.of(
            new Question(-0.05, "difference >= 0", Verdict.FAILED),
            new Question(-0.05, "difference >= -0.02", Verdict.FAILED),
            new Question(-0.1, "difference >= -0.05", Verdict.FAILED),
            new Question(-0.2, "difference >= -0.1", Verdict.FAILED),
            new Question(0, "difference >= -0.1", Verdict.SUCCESSFUL),
            new Question(0, "difference >= -0.05", Verdict.SUCCESSFUL),
            new Question(0, "difference >= -0.02", Verdict.SUCCESSFUL))) {
      progress.accept("- labels needed: " + words(question));
      found.add(new Found(words(question), outcomes(question, MOST, STEP)));
    }
    return new VerdictResult(accuracy, discordant, rollouts, LOOKS, FEW, wrong, found);
  }

  private static String words(Question question) {
    String candidate =
        question.difference() == 0
            ? "as good"
            : "%d points worse".formatted(Math.round(-100 * question.difference()));
    return "%s, %s: %s".formatted(candidate, question.bound(), question.verdict().code());
  }

  private Map<String, Outcome> outcomes(Question question, int looks, int step) {
    // A worse version makes additional mistakes.
    double differs = Math.max(discordant, discordant / 2 - question.difference());
    var shadow = new Scenario(accuracy, question.difference(), differs, 0);
    var canary = new Scenario(accuracy, question.difference(), differs, SERVINGS);
    var condition = new RolloutCondition(RolloutMetric.ACCURACY, question.bound());
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    for (var of :
        List.of(
            new Simulation(shadow, condition, Method.ONE_LOOK, looks, step),
            new Simulation(shadow, condition, Method.PAIRED, looks, step),
            new Simulation(canary, condition, Method.ONE_LOOK, looks, step),
            new Simulation(canary, condition, Method.SEQUENTIAL, looks / PART, step * PART))) {
      int count = of.method() == Method.SEQUENTIAL ? Math.max(20, rollouts / PART) : rollouts;
      outcomes.put(name(of), of.run(question.verdict(), count, seed));
    }
    return outcomes;
  }

  private static String name(Simulation of) {
    return (of.scenario().servings() == 0 ? "shadow, " : "canary, ") + of.method().words();
  }
}
