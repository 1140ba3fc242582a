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
 * Lets a version pass that is surely not much worse than the serving one, on the same images. Both
 * answer the same question, which of the classes that both know an image shows: otherwise a version
 * that learned more classes would have the harder question. Then each class by itself: a version
 * that lost one is refused, however good it is at the others. Where there are too few images to
 * tell it says so, and how many more would tell.
 */
public final class Gate {
  /** Of the normal distribution, at {@link GateRules#ERROR} and at a chance of 0.8 to pass. */
  private static final double QUANTILES = 1.2816 + 0.8416;

  /** In how many images two versions differ at least, for reckoning how many are needed. */
  private static final double LEAST_DIFFERING = 0.05;

  private final GateRules rules;

  public Gate(GateRules rules) {
    this.rules = rules;
  }

  /** Where nothing serves yet. */
  public GateVerdict first() {
    return new GateVerdict.Passed("there is no serving version to compare with", null);
  }

  /**
   * Compares.
   *
   * @param truth images that neither version learned from, in the order of both answers
   * @param labelsPerImage labeled images that make one that judges: 1 if all of them do
   */
  public GateVerdict judge(
      VersionAnswers candidate, VersionAnswers serving, GroundTruth truth, double labelsPerImage) {
    Set<String> common = new LinkedHashSet<>(serving.classes());
    common.retainAll(candidate.classes());
    if (common.isEmpty()) {
      return new GateVerdict.Passed(
          "no class of the serving version is one of the new version's", null);
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
          figures + "; a margin of 100 % lets everything pass", comparison);
    }
    List<ClassComparison> worse = judged(comparison, "worse");
    if (!worse.isEmpty()) {
      return new GateVerdict.Refused(
          "%s: surely worse at %s".formatted(figures, recalls(worse)), comparison);
    }
    if (comparison.probabilityIfNotWorse() <= GateRules.ERROR) {
      return new GateVerdict.Refused(
          "%s: surely worse by more than the margin of %s"
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
        "%s: surely not worse by %s".formatted(figures, percent(rules.tolerance())), comparison);
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
        "%s: too few to tell of each class: %s. %s"
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
        "%s: too few to tell whether it is worse by %s; about %d more images of these classes would tell, such as %s. %s"
            .formatted(
                figures(comparison),
                percent(rules.tolerance()),
                labels,
                more(wanted.subList(0, Math.min(3, wanted.size()))),
                wayOut("")),
        comparison,
        wanted);
  }

  /** To those that have the fewest, until all have the same. */
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
    return "Label more and train again; to publish it all the same, %s train with a gate margin of 1"
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
                    "%s (%.0f %% of %d images found, by the serving version %.0f %%)",
                    c.name(),
                    100 * c.candidate(),
                    c.images(),
                    100 * c.serving()))
        .collect(Collectors.joining(", "));
  }

  private static String more(List<MoreImages> wanted) {
    return wanted.stream()
        .map(m -> "%d more of %s (%d judged)".formatted(m.more(), m.label(), m.have()))
        .collect(Collectors.joining(", "));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }
}
