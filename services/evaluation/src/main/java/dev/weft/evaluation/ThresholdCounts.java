package dev.weft.evaluation;

import java.util.Arrays;

/** Counts images, answers and correct answers at several thresholds in one pass. */
final class ThresholdCounts {
  private final int[] thresholds;
  private final int[] answered;
  private final int[] right;
  private int images;

  /**
   * @param thresholds thresholds as scores, ascending
   */
  ThresholdCounts(int[] thresholds) {
    this.thresholds = thresholds;
    this.answered = new int[thresholds.length + 1];
    this.right = new int[thresholds.length + 1];
  }

  /** Counts an image. */
  void image() {
    images++;
  }

  /** Counts an answer. */
  void answer(int score, boolean isRight) {
    int met = met(thresholds, score);
    answered[met]++;
    right[met] += isRight ? 1 : 0;
  }

  /** Returns the number of thresholds that a score meets. */
  static int met(int[] thresholds, int score) {
    int place = Arrays.binarySearch(thresholds, score);
    return place < 0 ? -place - 1 : place + 1;
  }

  /** Returns the figures at each threshold. */
  ThresholdFigures[] figures() {
    ThresholdFigures[] figures = new ThresholdFigures[thresholds.length];
    int answers = 0;
    int hits = 0;
    for (int i = thresholds.length; i > 0; i--) {
      answers += answered[i];
      hits += right[i];
      figures[i - 1] = new ThresholdFigures(images, answers, hits);
    }
    return figures;
  }
}
