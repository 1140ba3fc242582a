package dev.weft.trainer.report;

import dev.weft.features.ImageObject;
import dev.weft.trainer.dataset.Excluded;
import dev.weft.trainer.dataset.Sample;
import dev.weft.trainer.dataset.Split;
import dev.weft.trainer.dataset.TrainingDataset;
import dev.weft.trainer.evaluate.Evaluation;
import dev.weft.trainer.evaluate.GateVerdict;
import dev.weft.trainer.evaluate.GroundTruth;
import dev.weft.trainer.evaluate.VersionAnswers;
import dev.weft.trainer.phase.Epoch;
import dev.weft.trainer.phase.History;
import dev.weft.trainer.recipe.Recipe;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Reports in the format of real trainings, with realistic figures. */
public final class Reports {
  private static final List<String> CLOTHES =
      List.of(
          "dress",
          "hat",
          "longsleeve",
          "outwear",
          "pants",
          "shirt",
          "shoes",
          "shorts",
          "skirt",
          "t-shirt");

  private Reports() {}

  public static List<String> classes(int number) {
    return IntStream.range(0, number)
        .mapToObj(
            i ->
                i < CLOTHES.size()
                    ? CLOTHES.get(i)
                    : "women's waterproof outdoor jacket, size " + i)
        .sorted()
        .toList();
  }

  /**
   * A data set in which classes with earlier names have more images; one of seven images is for
   * testing.
   */
  public static TrainingDataset dataset(List<String> classes, int testImages) {
    List<Sample> samples = new ArrayList<>();
    var random = new Random(1);
    for (int i = 0; i < testImages * 7; i++) {
      int label =
          i < classes.size() * 7
              ? i / 7
              : (int) (classes.size() * Math.pow(random.nextDouble(), 1.3));
      Split side = i % 7 < 5 ? Split.TRAIN : i % 7 == 5 ? Split.VALIDATION : Split.TEST;
      samples.add(
          new Sample(
              "image-%05d".formatted(i),
              new ImageObject("weft", "uploads/" + i, 1, "0".repeat(64)),
              label,
              side));
    }
    List<Excluded> leftOut =
        IntStream.range(0, 230)
            .mapToObj(
                i ->
                    new Excluded(
                        "left-%03d".formatted(i),
                        "hat",
                        i % 3 == 0
                            ? Excluded.Reason.UNREADABLE
                            : Excluded.Reason.TWIN_ON_OTHER_SIDE,
                        "detail"))
            .toList();
    return new TrainingDataset(classes, samples, leftOut);
  }

  public static Evaluation evaluation(
      TrainingDataset dataset, List<String> known, double skill, long seed) {
    List<Sample> test = dataset.of(Split.TEST);
    var random = new Random(seed);
    List<float[]> rows = new ArrayList<>();
    for (Sample sample : test) {
      float[] logits = new float[known.size()];
      for (int c = 0; c < logits.length; c++) {
        logits[c] = (float) random.nextGaussian();
      }
      int label = known.indexOf(dataset.classes().get(sample.label()));
      if (label >= 0) {
        logits[label] += (float) (skill * (0.5 + random.nextDouble()));
        logits[(label + 1) % logits.length] += (float) (skill / 3);
      }
      rows.add(softmax(logits, 1.6));
    }
    return Evaluation.of(new VersionAnswers(known, rows), GroundTruth.of(dataset, test));
  }

  public static History freeze(int epochs) {
    History history = History.EMPTY;
    var random = new Random(2);
    for (int i = 1; i <= epochs; i++) {
      double loss = 0.15 + 1.6 * Math.exp(-i / 4.0) + 0.01 * random.nextGaussian();
      double validation =
          0.29
              + 1.2 * Math.exp(-i / 3.5)
              + Math.max(0, i - 20) * 0.006
              + 0.012 * random.nextGaussian();
      history =
          history.and(new Epoch(i, loss, 1 - loss / 3.2, validation, 1 - validation / 3.4, 1.5));
    }
    return history;
  }

  public static History fineTune(int epochs) {
    History history = History.EMPTY.and(new Epoch(0, null, null, 0.29, 0.914, 9));
    for (int i = 1; i <= epochs; i++) {
      double loss = 0.1 + 0.1 * Math.exp(-i / 2.0);
      double validation = 0.2 + 0.09 * Math.exp(-i / 1.2) + Math.max(0, i - 4) * 0.008;
      history =
          history.and(new Epoch(i, loss, 1 - loss / 4, validation, 1 - validation / 3.4, 120));
    }
    return history;
  }

  /** A report with all parts and the given number of classes. */
  public static ReportBuilder whole(int classes, int testImages) {
    List<String> names = classes(classes);
    TrainingDataset dataset = dataset(names, testImages);
    List<String> serving = new ArrayList<>(names.subList(0, Math.max(1, classes - 1)));
    serving.add("umbrella");
    return bare(dataset, serving)
        .fineTune(fineTune(6))
        .judged(Judged.SERVING, 3, evaluation(dataset, serving, 3.4, 5))
        .judged(Judged.FROZEN_HEAD, null, evaluation(dataset, names, 3.8, 6))
        .judged(Judged.FINE_TUNED, null, evaluation(dataset, names, 4.9, 7));
  }

  /** A report without evaluations and fine-tune phase. */
  public static ReportBuilder bare(TrainingDataset dataset, List<String> serving) {
    return Report.of(
            "01J9ZQ",
            "clothing",
            Instant.parse("2026-01-02T03:04:05Z"),
            new GateVerdict.Passed(
                "92.00 % against the serving version's 85.00 %",
                new GateVerdict.Comparison(
                    9, 430, 0.92, 0.85, 0.01, 40, 10, 0.05, 0, 1, List.of())))
        .dataset("a".repeat(64), dataset, serving)
        .recipe(Recipe.DEFAULT, "block13")
        .freeze(freeze(27))
        .took("features", 61.5)
        .took("freeze", 40.25)
        .took("fine-tune", 720)
        .took("evaluate", 9.125)
        .imagesThroughBase(3220)
        .lineage(
            new Lineage(
                3,
                "xception-imagenet",
                "imagenet:1",
                List.of(),
                "autumn",
                "0.1.0",
                "16 cores, oneDNN"));
  }

  private static float[] softmax(float[] logits, double sharpness) {
    float[] row = new float[logits.length];
    double sum = 0;
    for (int c = 0; c < row.length; c++) {
      row[c] = (float) Math.exp(sharpness * logits[c]);
      sum += row[c];
    }
    for (int c = 0; c < row.length; c++) {
      row[c] /= (float) sum;
    }
    return row;
  }
}
