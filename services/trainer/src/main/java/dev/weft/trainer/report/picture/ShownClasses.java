package dev.weft.trainer.report.picture;

import dev.weft.trainer.evaluate.Evaluation.ClassFigures;
import dev.weft.trainer.report.ClassSummary;
import dev.weft.trainer.report.Judged;
import dev.weft.trainer.report.Report;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The classes that pictures show: all of the data set or, if there are too many, those with the
 * worst results of the last version.
 *
 * @param names in the order of the data set
 * @param of number of classes in the data set
 */
record ShownClasses(List<String> names, int of) {
  static final int MOST = 30;

  ShownClasses {
    names = List.copyOf(names);
  }

  /** Selects the classes of a report with evaluations. */
  static ShownClasses of(Report report) {
    List<String> all = report.dataset().classes().stream().map(ClassSummary::name).toList();
    Map<String, Double> f1 = new HashMap<>();
    Judged last = report.evaluations().get(report.evaluations().size() - 1);
    for (ClassFigures figures : last.evaluation().classes()) {
      f1.put(figures.name(), figures.f1() == null ? Double.valueOf(0) : figures.f1());
    }
    List<String> worst = new ArrayList<>(all);
    worst.sort(Comparator.comparing(name -> f1.getOrDefault(name, 0.0)));
    Set<String> chosen = Set.copyOf(worst.subList(0, Math.min(MOST, worst.size())));
    return new ShownClasses(all.stream().filter(chosen::contains).toList(), all.size());
  }

  /** Returns a remark for the subtitle; empty if all classes are shown. */
  String note() {
    return names.size() == of
        ? ""
        : "; the %d of %d classes with the lowest F1".formatted(names.size(), of);
  }
}
