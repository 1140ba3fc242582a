package dev.weft.trainer.evaluate;

import dev.weft.trainer.evaluate.Evaluation.Bin;
import dev.weft.trainer.evaluate.Evaluation.ClassFigures;
import dev.weft.trainer.evaluate.Evaluation.Confused;
import dev.weft.trainer.evaluate.Evaluation.Mistake;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Computes an evaluation in one pass over the answers. */
final class EvaluationPass {
  private static final int BINS = 15;
  private static final int WORST = 20;
  private static final int PAIRS = 20;

  private final GroundTruth truth;
  private final VersionAnswers answers;
  private final int[][] confusion;
  private final int[] binImages = new int[BINS];
  private final int[] binRight = new int[BINS];
  private final double[] binConfidence = new double[BINS];
  private final List<Mistake> mistakes = new ArrayList<>();
  private int right;
  private int rightOfTwo;
  private double loss;

  EvaluationPass(VersionAnswers answers, GroundTruth truth) {
    if (answers.probabilities().size() != truth.images().size()) {
      throw new IllegalArgumentException(
          "%d predictions for %d images"
              .formatted(answers.probabilities().size(), truth.images().size()));
    }
    Set<String> all = new LinkedHashSet<>(truth.classes());
    all.addAll(answers.classes());
    this.truth = truth;
    this.answers = answers.among(all);
    confusion = new int[all.size()][all.size()];
  }

  Evaluation judge() {
    int images = truth.images().size();
    for (int i = 0; i < images; i++) {
      add(truth.images().get(i), answers.probabilities().get(i));
    }
    mistakes.sort(
        Comparator.comparingDouble(Mistake::probability)
            .reversed()
            .thenComparing(Mistake::imageId));
    double some = Math.max(1, images);
    return new Evaluation(
        images,
        right / some,
        ProportionInterval.of(right, images),
        rightOfTwo / some,
        loss / some,
        calibrationError(some),
        classes(),
        Arrays.stream(confusion).map(row -> Arrays.stream(row).boxed().toList()).toList(),
        bins(),
        confused(),
        mistakes.subList(0, Math.min(WORST, mistakes.size())));
  }

  private void add(GroundTruth.Shown image, float[] row) {
    int label = answers.classes().indexOf(image.label());
    int answer = largest(row, -1);
    boolean hit = answer == label;
    right += hit ? 1 : 0;
    rightOfTwo += hit || largest(row, answer) == label ? 1 : 0;
    loss -= Math.log(Math.max(row[label], 1e-12));
    confusion[label][answer]++;
    int bin = Math.min(BINS - 1, (int) (row[answer] * BINS));
    binImages[bin]++;
    binRight[bin] += hit ? 1 : 0;
    binConfidence[bin] += row[answer];
    if (!hit) {
      mistakes.add(
          new Mistake(
              image.imageId(),
              image.label(),
              answers.classes().get(answer),
              row[answer],
              row[label]));
    }
  }

  private static int largest(float[] row, int except) {
    int best = -1;
    for (int i = 0; i < row.length; i++) {
      if (i != except && (best < 0 || row[i] > row[best])) {
        best = i;
      }
    }
    return best;
  }

  private List<ClassFigures> classes() {
    List<ClassFigures> figures = new ArrayList<>();
    for (int c = 0; c < confusion.length; c++) {
      int shown = Arrays.stream(confusion[c]).sum();
      int said = 0;
      for (int[] row : confusion) {
        said += row[c];
      }
      Double precision = said == 0 ? null : Double.valueOf((double) confusion[c][c] / said);
      Double recall = shown == 0 ? null : Double.valueOf((double) confusion[c][c] / shown);
      Double f1 =
          precision == null || recall == null
              ? null
              : Double.valueOf(2.0 * confusion[c][c] / (said + shown));
      figures.add(new ClassFigures(answers.classes().get(c), shown, precision, recall, f1));
    }
    return figures;
  }

  private List<Confused> confused() {
    List<Confused> pairs = new ArrayList<>();
    for (int label = 0; label < confusion.length; label++) {
      for (int answer = 0; answer < confusion.length; answer++) {
        if (label != answer && confusion[label][answer] > 0) {
          pairs.add(
              new Confused(
                  answers.classes().get(label),
                  answers.classes().get(answer),
                  confusion[label][answer]));
        }
      }
    }
    // The sort is stable: pairs with equal counts stay in the order of the classes.
    pairs.sort(Comparator.comparingInt(Confused::images).reversed());
    return pairs.subList(0, Math.min(PAIRS, pairs.size()));
  }

  private double calibrationError(double images) {
    double error = 0;
    for (int bin = 0; bin < BINS; bin++) {
      error += Math.abs(binConfidence[bin] - binRight[bin]) / images;
    }
    return error;
  }

  private List<Bin> bins() {
    List<Bin> bins = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      int images = binImages[bin];
      if (images > 0) {
        bins.add(new Bin(images, binConfidence[bin] / images, (double) binRight[bin] / images));
      }
    }
    return bins;
  }
}
