package dev.weft.trainer.report.picture;

import dev.weft.trainer.evaluate.Evaluation;
import dev.weft.trainer.evaluate.Evaluation.ClassFigures;
import java.util.Arrays;
import java.util.List;

/** A confusion matrix of the shown classes, with one more column for all other predictions. */
final class ShownConfusion {
  private final int[][] counts;

  private ShownConfusion(int[][] counts) {
    this.counts = counts;
  }

  static ShownConfusion of(Evaluation evaluation, ShownClasses shown) {
    List<String> known = evaluation.classes().stream().map(ClassFigures::name).toList();
    int n = shown.names().size();
    int[] places = known.stream().mapToInt(name -> place(name, shown.names())).toArray();
    int[][] counts = new int[n][n + 1];
    for (int row = 0; row < evaluation.confusion().size(); row++) {
      if (places[row] < n) {
        List<Integer> answers = evaluation.confusion().get(row);
        for (int column = 0; column < answers.size(); column++) {
          counts[places[row]][places[column]] += answers.get(column);
        }
      }
    }
    return new ShownConfusion(counts);
  }

  private static int place(String name, List<String> shown) {
    int at = shown.indexOf(name);
    return at < 0 ? shown.size() : at;
  }

  /** Number of columns: the shown classes, and one more if there are other predictions. */
  int columns() {
    boolean others = Arrays.stream(counts).anyMatch(row -> row[row.length - 1] > 0);
    return counts.length + (others ? 1 : 0);
  }

  /**
   * Returns the number of images of a class that were predicted as another; the last column is all
   * others.
   */
  int count(int row, int column) {
    return counts[row][column];
  }

  /** Returns the same as a share of the class's images, 0..1; 0 if there are none. */
  double share(int row, int column) {
    return counts[row][column] / Math.max(1.0, Arrays.stream(counts[row]).sum());
  }
}
