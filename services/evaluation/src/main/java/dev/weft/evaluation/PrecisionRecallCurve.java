package dev.weft.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Precision-recall curve of one class against the rest: images are positive if the probability of
 * the class is at least the threshold, regardless of the most probable class; for all classes
 * together, pairs of an image and a class are counted. Equivalent to scikit-learn's {@code
 * precision_recall_curve} and {@code average_precision_score}.
 *
 * @param points from the highest threshold to the lowest; at most {@value #MOST}
 * @param averagePrecision the sum over all points of the precision times the increase of recall
 *     since the previous point; null if the class has no images
 */
public record PrecisionRecallCurve(List<Point> points, Double averagePrecision) {

  /** Maximum number of points that are recorded. */
  static final int MOST = 200;

  /** Smaller changes are not recorded. */
  private static final double LEAST = 0.005;

  public PrecisionRecallCurve {
    points = List.copyOf(points);
  }

  /**
   * A point of the curve.
   *
   * @param threshold 0..1
   * @param precision 0..1
   * @param recall 0..1
   */
  public record Point(double threshold, double precision, double recall) {}

  /** Collects scores. */
  static final class Builder {
    private int[] scores = new int[64];
    private int size;

    /** Adds a score above 0. */
    void add(int score, boolean isPositive) {
      if (size == scores.length) {
        scores = Arrays.copyOf(scores, 2 * size);
      }
      scores[size++] = score << 1 | (isPositive ? 1 : 0);
    }

    /**
     * Computes the curve.
     *
     * @param positives number of positive images, including those without a score
     * @param all total number of images
     */
    PrecisionRecallCurve curve(long positives, long all) {
      if (positives == 0) {
        return new PrecisionRecallCurve(List.of(), null);
      }
      int[] sorted = Arrays.copyOf(scores, size);
      Arrays.sort(sorted);
      List<Point> points = new ArrayList<>();
      double average = 0;
      long hits = 0;
      double recall = 0;
      for (int i = size - 1; i >= 0; i--) {
        hits += sorted[i] & 1;
        int score = sorted[i] >> 1;
        if (i > 0 && sorted[i - 1] >> 1 == score) {
          continue;
        }
        Point point = point(score, hits, size - i, positives);
        average += (point.recall() - recall) * point.precision();
        recall = point.recall();
        keep(points, point);
      }
      // Images without a score have 0, which meets a threshold of 0.
      if (all > size) {
        Point last = point(0, positives, all, positives);
        average += (last.recall() - recall) * last.precision();
        keep(points, last);
      }
      return new PrecisionRecallCurve(thinned(points), average);
    }

    private static Point point(int score, long hits, long answers, long positives) {
      return new Point(
          (double) score / TopScores.ONE, (double) hits / answers, (double) hits / positives);
    }

    private static void keep(List<Point> points, Point point) {
      int last = points.size() - 1;
      if (last > 0 && isNear(points.get(last), points.get(last - 1))) {
        points.remove(last);
      }
      points.add(point);
    }

    private static boolean isNear(Point one, Point other) {
      return Math.abs(one.recall() - other.recall()) < LEAST
          && Math.abs(one.precision() - other.precision()) < LEAST;
    }

    private static List<Point> thinned(List<Point> points) {
      if (points.size() <= MOST) {
        return points;
      }
      List<Point> thinned = new ArrayList<>();
      for (int i = 0; i < MOST; i++) {
        thinned.add(points.get((int) ((long) i * (points.size() - 1) / (MOST - 1))));
      }
      return thinned;
    }
  }
}
