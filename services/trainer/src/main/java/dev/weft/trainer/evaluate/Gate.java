package dev.weft.trainer.evaluate;

import dev.weft.trainer.evaluate.GateVerdict.ClassComparison;
import dev.weft.trainer.evaluate.GateVerdict.Comparison;
import dev.weft.trainer.evaluate.GateVerdict.MoreImages;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides whether a version may be published: it must not be significantly less accurate than the
 * serving version on the same images. Both versions are evaluated on the classes that both know,
 * since a version with additional classes would otherwise have the harder task. Each class is then
 * checked separately: a version that fails on a class is refused even if it is better on others. If
 * there are too few images for a decision, the verdict says so, and how many more are needed.
 */
public final class Gate {
  /** Quantiles of the normal distribution at {@link GateRules#ERROR} and at a power of 0.8. */
  private static final double QUANTILES = 1.2816 + 0.8416;

  /**
   * Least share of images on which two versions are assumed to differ, for estimating how many are
   * needed.
   */
  private static final double LEAST_DIFFERING = 0.05;

  private final GateRules rules;

  public Gate(GateRules rules) {
    this.rules = rules;
  }

  /** Returns the verdict if there is no serving version. */
  public GateVerdict first() {
    return new GateVerdict.Passed("there is no serving version to compare with", null);
  }

  /**
   * Compares a candidate with the serving version.
   *
   * @param truth images that neither version was trained on, in the order of both answers
   * @param labelsPerImage labeled images needed for each evaluated one: 1 if all are evaluated
   */
  public GateVerdict judge(
      VersionAnswers candidate, VersionAnswers serving, GroundTruth truth, double labelsPerImage) {
    Set<String> common = new LinkedHashSet<>(serving.classes());
    common.retainAll(candidate.classes());
    if (common.isEmpty()) {
      return new GateVerdict.Passed(
          "the serving version and the new version have no common classes", null);
    }
    Pairs pairs = Pairs.of(candidate, serving, truth, common);
    List<ClassComparison> byClass = byClass(pairs, common);
    PairedTest test = pairs.test(null);
    var comparison =
        new Comparison(
            common.size(),
            pairs.images(null),
            pairs.candidate(null),
            pairs.serving(null),
            rules.margin(),
            pairs.won(null),
            pairs.lost(null),
            rules.tolerance(),
            test.atLeastAsGood(rules.tolerance()),
            test.atLeastAsBad(rules.margin()),
            byClass);
    return verdict(comparison, labelsPerImage);
  }

  private List<ClassComparison> byClass(Pairs pairs, Set<String> common) {
    double wins = (double) pairs.won(null) / Math.max(1, pairs.images(null));
    List<ClassComparison> classes = new ArrayList<>();
    for (String name : common) {
      int images = pairs.images(name);
      String judgement = "ok";
      if (images < rules.imagesPerClass()) {
        judgement = "too few";
      } else if (images > 0
          && pairs.test(name).atLeastAsBad(rules.recallMargin(), wins)
              <= GateRules.ERROR / common.size()) {
        judgement = "worse";
      }
      classes.add(
          new ClassComparison(
              name,
              images,
              images == 0 ? null : Double.valueOf(pairs.candidate(name)),
              images == 0 ? null : Double.valueOf(pairs.serving(name)),
              judgement));
    }
    return classes;
  }

  private GateVerdict verdict(Comparison comparison, double labelsPerImage) {
    String figures = figures(comparison);
    if (rules.margin() >= 1) {
      return new GateVerdict.Passed(
          figures + "; with a margin of 100 %, every version passes", comparison);
    }
    List<ClassComparison> worse = judged(comparison, "worse");
    if (!worse.isEmpty()) {
      return new GateVerdict.Refused(
          "%s: significantly worse at %s".formatted(figures, recalls(worse)), comparison);
    }
    if (comparison.probabilityIfNotWorse() <= GateRules.ERROR) {
      return new GateVerdict.Refused(
          "%s: significantly worse by more than the margin of %s"
              .formatted(figures, percent(rules.margin())),
          comparison);
    }
    List<ClassComparison> tooFew = judged(comparison, "too few");
    if (!tooFew.isEmpty()) {
      return tooFewOfClasses(comparison, tooFew, labelsPerImage);
    }
    if (comparison.probabilityIfWorse() > GateRules.ERROR) {
      return tooFewInAll(comparison, labelsPerImage);
    }
    return new GateVerdict.Passed(
        "%s: significantly not worse by %s".formatted(figures, percent(rules.tolerance())),
        comparison);
  }

  private GateVerdict tooFewOfClasses(
      Comparison comparison, List<ClassComparison> tooFew, double labelsPerImage) {
    List<MoreImages> wanted =
        tooFew.stream()
            .map(
                c ->
                    new MoreImages(
                        c.name(),
                        c.images(),
                        labels(rules.imagesPerClass() - c.images(), labelsPerImage)))
            .toList();
    return new GateVerdict.TooFew(
        "%s: too few images of some classes for a verdict: %s. %s"
            .formatted(figures(comparison), more(wanted), wayOut("drop them by request, or")),
        comparison,
        wanted);
  }

  private GateVerdict tooFewInAll(Comparison comparison, double labelsPerImage) {
    double differing =
        Math.max(
            LEAST_DIFFERING,
            (double) (comparison.won() + comparison.lost()) / Math.max(1, comparison.images()));
    double room = Math.max(0.001, rules.tolerance());
    double enough = differing * QUANTILES * QUANTILES / (room * room);
    int judging =
        (int) Math.ceil(Math.max(enough - comparison.images(), comparison.images() / 4.0));
    int labels = labels(judging, labelsPerImage);
    List<MoreImages> wanted = spread(comparison, labels);
    return new GateVerdict.TooFew(
        "%s: too few images to decide whether it is worse by %s; about %d more images of these classes are needed, such as %s. %s"
            .formatted(
                figures(comparison),
                percent(rules.tolerance()),
                labels,
                more(wanted.subList(0, Math.min(3, wanted.size()))),
                wayOut("")),
        comparison,
        wanted);
  }

  /** Adds labels to the classes with fewest images first, until all have the same number. */
  private static List<MoreImages> spread(Comparison comparison, int labels) {
    int[] have = comparison.byClass().stream().mapToInt(ClassComparison::images).toArray();
    int[] more = new int[have.length];
    for (int i = 0; i < labels; i++) {
      int least = 0;
      for (int c = 1; c < have.length; c++) {
        least = have[c] + more[c] < have[least] + more[least] ? c : least;
      }
      more[least]++;
    }
    List<MoreImages> wanted = new ArrayList<>();
    for (int c = 0; c < have.length; c++) {
      if (more[c] > 0) {
        wanted.add(new MoreImages(comparison.byClass().get(c).name(), have[c], more[c]));
      }
    }
    wanted.sort(Comparator.comparingInt(MoreImages::more).reversed());
    return wanted;
  }

  private static int labels(double judging, double labelsPerImage) {
    return (int) Math.max(1, Math.ceil(judging * labelsPerImage));
  }

  private static String wayOut(String before) {
    return "Label more images and train again; to publish the version anyway, %s train with a gate margin of 1"
        .formatted(before)
        .replace("  ", " ");
  }

  private static List<ClassComparison> judged(Comparison comparison, String judgement) {
    return comparison.byClass().stream().filter(c -> c.judgement().equals(judgement)).toList();
  }

  private static String figures(Comparison comparison) {
    return String.format(
        Locale.ROOT,
        "%.2f %% against the serving version's %.2f %% on %d images of %d common classes, %d won"
            + " and %d lost",
        100 * comparison.candidate(),
        100 * comparison.serving(),
        comparison.images(),
        comparison.classes(),
        comparison.won(),
        comparison.lost());
  }

  private static String recalls(List<ClassComparison> classes) {
    return classes.stream()
        .map(
            c ->
                String.format(
                    Locale.ROOT,
                    "%s (recall %.0f %% on %d images, serving version %.0f %%)",
                    c.name(),
                    100 * c.candidate(),
                    c.images(),
                    100 * c.serving()))
        .collect(Collectors.joining(", "));
  }

  private static String more(List<MoreImages> wanted) {
    return wanted.stream()
        .map(m -> "%d more of %s (%d evaluated)".formatted(m.more(), m.label(), m.have()))
        .collect(Collectors.joining(", "));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }
}
