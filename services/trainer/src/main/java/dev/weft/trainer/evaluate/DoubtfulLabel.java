package dev.weft.trainer.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * An image whose label is probably wrong, as a version says that has not learned from it: another
 * class is its most probable one, and at least as probable as that class is on average where it is
 * the label. So a version that is sure of little doubts little (confident learning: Northcutt et
 * al., 2021, arXiv:1911.00068).
 *
 * @param imageId which
 * @param label that it has
 * @param likelier what it probably shows
 * @param probability of that, 0..1
 * @param labelProbability of the label, 0..1
 */
public record DoubtfulLabel(
    String imageId, String label, String likelier, double probability, double labelProbability) {
  private static final int MOST = 100;

  /**
   * The doubtful ones, those first that are doubted most; at most {@value #MOST}.
   *
   * @param answers about images that their version has not learned from
   */
  public static List<DoubtfulLabel> of(VersionAnswers answers, GroundTruth truth) {
    List<String> classes = truth.classes();
    List<float[]> rows = answers.among(classes).probabilities();
    double[] usual = usual(rows, truth);
    List<DoubtfulLabel> doubtful = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      float[] row = rows.get(i);
      int label = classes.indexOf(truth.images().get(i).label());
      int best = VersionAnswers.best(row);
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

  /** How probable each class is on average where it is the label; above 1 where it is nowhere. */
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
