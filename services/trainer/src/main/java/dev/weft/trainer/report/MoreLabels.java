package dev.weft.trainer.report;

import dev.weft.trainer.evaluate.Evaluation;
import dev.weft.trainer.evaluate.GateVerdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A class that needs more labeled images.
 *
 * @param label its name
 * @param images number of its images in the data set
 * @param more approximate number of further images
 * @param reason for people
 */
public record MoreLabels(String label, int images, int more, String reason) {
  /** With fewer images, a class's recall is known to no better than ±15 points. */
  private static final int ENOUGH = 40;

  /**
   * Returns the classes that need more labels, most urgent first: those that the gate needs for a
   * verdict; then classes with few images whose recall is below the overall accuracy, which is a
   * rule of thumb.
   */
  static List<MoreLabels> of(GateVerdict verdict, Evaluation evaluation, DatasetSummary dataset) {
    Map<String, Integer> images = new HashMap<>();
    dataset.classes().forEach(c -> images.put(c.name(), c.train() + c.validation() + c.test()));
    Map<String, MoreLabels> wanted = new HashMap<>();
    if (verdict instanceof GateVerdict.TooFew few) {
      few.wanted()
          .forEach(
              m ->
                  wanted.put(
                      m.label(),
                      new MoreLabels(
                          m.label(),
                          images.getOrDefault(m.label(), 0),
                          m.more(),
                          "to tell whether the new version is worse")));
    }
    for (Evaluation.ClassFigures figures : evaluation.classes()) {
      int have = images.getOrDefault(figures.name(), 0);
      boolean weak = figures.recall() == null || figures.recall() < evaluation.accuracy();
      if (images.containsKey(figures.name()) && weak && have < ENOUGH) {
        wanted.putIfAbsent(
            figures.name(),
            new MoreLabels(
                figures.name(),
                have,
                ENOUGH - have,
                figures.recall() == null ? "no image has this label" : "its recall is low"));
      }
    }
    List<MoreLabels> sorted = new ArrayList<>(wanted.values());
    sorted.sort(
        Comparator.comparingInt(MoreLabels::more).reversed().thenComparing(MoreLabels::label));
    return sorted;
  }
}
