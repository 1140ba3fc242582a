package dev.weft.trainer.evaluate;

import dev.weft.trainer.evaluate.Verdict.Comparison;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Lets a version pass that is not worse than the serving one by more than a margin. Both answer the
 * same question, which of the classes that both know an image shows: otherwise a version that
 * learned more classes would have the harder question.
 */
public final class Gate {
  private final double margin;

  /**
   * @param margin accuracy, 0..1
   */
  public Gate(double margin) {
    if (!(margin >= 0 && margin <= 1)) {
      throw new IllegalArgumentException("a margin lies in 0..1, but is " + margin);
    }
    this.margin = margin;
  }

  /** Where nothing serves yet. */
  public Verdict first() {
    return new Verdict.Passed("there is no serving version to compare with", null);
  }

  /**
   * Compares.
   *
   * @param truth the test images, in the order of both answers
   */
  public Verdict judge(Answers candidate, Answers serving, Truth truth) {
    Set<String> common = new LinkedHashSet<>(candidate.classes());
    common.retainAll(serving.classes());
    List<Integer> rows = new ArrayList<>();
    for (int i = 0; i < truth.images().size(); i++) {
      if (common.contains(truth.images().get(i).label())) {
        rows.add(i);
      }
    }
    if (rows.isEmpty()) {
      return new Verdict.Passed("no test image shows a class that the serving version knows", null);
    }
    var shared = new Truth(List.copyOf(common), rows.stream().map(truth.images()::get).toList());
    double ours = Evaluation.of(only(candidate, rows).among(common), shared).accuracy();
    double theirs = Evaluation.of(only(serving, rows).among(common), shared).accuracy();
    var comparison = new Comparison(common.size(), rows.size(), ours, theirs, margin);
    String figures =
        String.format(
            Locale.ROOT,
            "%.2f %% against the serving version's %.2f %% on %d test images of %d common classes",
            100 * ours,
            100 * theirs,
            rows.size(),
            common.size());
    // A share of images that lies exactly on the margin passes, whatever its last bit.
    return ours + 1e-9 >= theirs - margin
        ? new Verdict.Passed(figures, comparison)
        : new Verdict.Refused(
            "%s: worse by more than the margin of %s".formatted(figures, percent(margin)),
            comparison);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  private static Answers only(Answers answers, List<Integer> rows) {
    return new Answers(answers.classes(), rows.stream().map(answers.probabilities()::get).toList());
  }
}
