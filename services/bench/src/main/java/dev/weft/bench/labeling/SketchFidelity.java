package dev.weft.bench.labeling;

import static dev.weft.bench.setup.Numbers.text;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.console.Json;
import dev.weft.modelstore.reference.FeatureProjection;
import dev.weft.trainer.dataset.LabeledImage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * How well distances between sketches represent those between features.
 *
 * @param pairs number of random pairs of different photographs that were compared
 * @param correlation Pearson correlation of the sketches' distances with the features' Hellinger
 *     distances over those pairs
 * @param typical mean distance of the pairs' sketches
 * @param nearDuplicates number of photographs with another one within {@code limit}
 * @param limit distance below which the queue treats images as near-duplicates
 * @param copies number of re-encoded or scaled copies
 * @param copiesFound number of copies within the limit of their originals
 * @param farthestCopy largest distance of a copy from its original
 * @param sketchMicros microseconds for computing a sketch
 */
record SketchFidelity(
    int pairs,
    double correlation,
    double typical,
    int nearDuplicates,
    double limit,
    int copies,
    int copiesFound,
    double farthestCopy,
    double sketchMicros) {
  private static final int PAIRS = 20_000;

  /**
   * Runs the measurement.
   *
   * @param copies the copies, labeled with the SHA-256 of their originals
   */
  static SketchFidelity of(
      PooledPhotos photos,
      List<LabeledImage> images,
      List<LabeledImage> copies,
      FeatureProjection projection,
      double limit) {
    int n = images.size();
    byte[][] sketches = new byte[n][];
    float[][] features = new float[n][];
    Map<String, byte[]> bySha256 = new HashMap<>();
    for (int i = 0; i < n; i++) {
      features[i] = photos.features(images.get(i).object().sha256());
      sketches[i] = projection.sketch(features[i]);
      bySha256.put(images.get(i).object().sha256(), sketches[i]);
    }
    long began = System.nanoTime();
    for (int i = 0; i < n; i++) {
      sketches[i] = projection.sketch(features[i]);
    }
    double micros = (System.nanoTime() - began) / 1e3 / n;
    double[] far = new double[copies.size()];
    int found = 0;
    double farthest = 0;
    for (int i = 0; i < far.length; i++) {
      byte[] copy = projection.sketch(photos.features(copies.get(i).object().sha256()));
      far[i] = distance(copy, bySha256.get(copies.get(i).label()));
      found += far[i] < limit ? 1 : 0;
      farthest = Math.max(farthest, far[i]);
    }
    Pairs pairs = Pairs.of(features, sketches);
    return new SketchFidelity(
        PAIRS,
        pairs.correlation(),
        pairs.meanSketch / PAIRS,
        nearDuplicates(sketches, limit),
        limit,
        copies.size(),
        found,
        farthest,
        micros);
  }

  private static int nearDuplicates(byte[][] sketches, double limit) {
    boolean[] near = new boolean[sketches.length];
    for (int i = 0; i < sketches.length; i++) {
      for (int j = 0; j < i; j++) {
        if (distance(sketches[i], sketches[j]) < limit) {
          near[i] = true;
          near[j] = true;
        }
      }
    }
    int count = 0;
    for (boolean each : near) {
      count += each ? 1 : 0;
    }
    return count;
  }

  /** Sums over pairs. */
  private static final class Pairs {
    private double meanSketch;
    private double meanTrue;
    private double squaresSketch;
    private double squaresTrue;
    private double products;

    static Pairs of(float[][] features, byte[][] sketches) {
      Pairs sums = new Pairs();
      SplittableRandom random = new SplittableRandom(1);
      for (int pair = 0; pair < PAIRS; pair++) {
        int a = random.nextInt(features.length);
        int b = (a + 1 + random.nextInt(features.length - 1)) % features.length;
        double truly = hellinger(features[a], features[b]);
        double sketched = distance(sketches[a], sketches[b]);
        sums.meanTrue += truly;
        sums.meanSketch += sketched;
        sums.squaresTrue += truly * truly;
        sums.squaresSketch += sketched * sketched;
        sums.products += truly * sketched;
      }
      return sums;
    }

    double correlation() {
      return (products - meanTrue * meanSketch / PAIRS)
          / Math.sqrt(
              (squaresTrue - meanTrue * meanTrue / PAIRS)
                  * (squaresSketch - meanSketch * meanSketch / PAIRS));
    }
  }

  private static double hellinger(float[] a, float[] b) {
    double sumA = 0;
    double sumB = 0;
    for (int i = 0; i < a.length; i++) {
      sumA += a[i];
      sumB += b[i];
    }
    double squares = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = Math.sqrt(a[i] / sumA) - Math.sqrt(b[i] / sumB);
      squares += difference * difference;
    }
    return Math.sqrt(squares);
  }

  private static double distance(byte[] a, byte[] b) {
    int squares = 0;
    for (int i = 0; i < a.length; i++) {
      squares += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(squares);
  }

  List<String> lines() {
    return List.of(
        text(
            "sketches: distances of %,d pairs correlate with Hellinger's of their features by %.2f;"
                + " mean %.0f",
            pairs, correlation, typical),
        text(
            "near-duplicates, below %.0f: %d of %d copies (the farthest has %.0f); %d different"
                + " photographs have another one as near",
            limit, copiesFound, copies, farthestCopy, nearDuplicates),
        text("a sketch takes %.0f microseconds", sketchMicros));
  }

  ObjectNode toJson() {
    return Json.object()
        .put("pairs", pairs)
        .put("correlation", correlation)
        .put("typicalDistance", typical)
        .put("nearDuplicates", nearDuplicates)
        .put("limit", limit)
        .put("copies", copies)
        .put("copiesFound", copiesFound)
        .put("farthestCopy", farthestCopy)
        .put("sketchMicros", sketchMicros);
  }
}
