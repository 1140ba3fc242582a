package dev.weft.trainer.evaluate;

import dev.weft.base.Argmax;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * An image whose label is probably wrong, according to a version that was not trained on it: its
 * most probable class is another one, and at least as probable as that class is on average for
 * images labeled with it. The less confident a version is, the fewer labels it doubts (confident
 * learning: Northcutt et al., 2021, arXiv:1911.00068).
 *
 * @param imageId which
 * @param label its label
 * @param likelier the more probable label
 * @param probability the probability of the more probable label, 0..1
 * @param labelProbability probability of the label, 0..1
 */
public record DoubtfulLabel(
    String imageId, String label, String likelier, double probability, double labelProbability) {
  private static final int MOST = 100;

  /**
   * Finds doubtful labels, most doubtful first; at most {@value #MOST}.
   *
   * @param answers a version's answers on images that it was not trained on
   */
  public static List<DoubtfulLabel> of(VersionAnswers answers, GroundTruth truth) {
    List<String> classes = truth.classes();
    List<float[]> rows = answers.among(classes).probabilities();
    double[] usual = usual(rows, truth);
    List<DoubtfulLabel> doubtful = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      float[] row = rows.get(i);
      int label = classes.indexOf(truth.images().get(i).label());
      int best = Argmax.of(row);
      if (best != label && row[best] >= usual[best]) {
        doubtful.add(
            new DoubtfulLabel(
                truth.images().get(i).imageId(),
                classes.get(label),
                classes.get(best),
                row[best],
                row[label]));
      }
    }
    doubtful.sort(
        Comparator.comparingDouble(DoubtfulLabel::doubt)
            .reversed()
            .thenComparing(DoubtfulLabel::imageId));
    return List.copyOf(doubtful.subList(0, Math.min(MOST, doubtful.size())));
  }

  /**
   * Mean probability of each class for images labeled with it; above 1 for a class without images.
   */
  private static double[] usual(List<float[]> rows, GroundTruth truth) {
    double[] sums = new double[truth.classes().size()];
    int[] images = new int[sums.length];
    for (int i = 0; i < rows.size(); i++) {
      int label = truth.classes().indexOf(truth.images().get(i).label());
      sums[label] += rows.get(i)[label];
      images[label]++;
    }
    for (int c = 0; c < sums.length; c++) {
      sums[c] = images[c] == 0 ? 2 : sums[c] / images[c];
    }
    return sums;
  }

  private double doubt() {
    return probability - labelProbability;
  }
}
