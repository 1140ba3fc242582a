package dev.weft.modelstore;

import dev.weft.modelstore.reference.FeatureReference;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/**
 * When a version is not sure of an answer: a file in its bundle, which versions that were made
 * before it lack. Immutable, thread-safe.
 *
 * <p>The outlier score of an image is {@code max(0, best unknown) - best known}, where each row
 * gives {@code row . sqrt(features) + bias}: about 1 for what the row stands for, about 0 for
 * anything else. A known row stands for a class, an unknown one for examples of what is none. So
 * the score is about -1 for an image like those that the version learned from, about 0 for one that
 * is like nothing it has seen, and about 1 for one like the examples of no class.
 *
 * <p>The file, big-endian: {@value #MAGIC}, format, confidence below which an answer is uncertain,
 * score above which it is, features, known rows, unknown rows, then each row's features and bias as
 * float32. Doubles are float64, the other numbers int32.
 */
public final class UncertaintyRules {
  /** Its name in a bundle. */
  public static final String FILE = "uncertainty.bin";

  private static final int MAGIC = 0x57465455; // "WFTU"
  private static final int FORMAT = 1;
  private static final int MOST_ROWS = 20_000;

  private final double leastConfidence;
  private final double highestScore;
  private final float[][] known;
  private final float[][] unknown;

  /**
   * Rules.
   *
   * @param leastConfidence an answer is uncertain if its most probable label is less probable, 0..1
   * @param highestScore an answer is uncertain if its image's outlier score is higher; infinite
   *     where none is
   * @param known for each class {@value FeatureReference#FEATURES} weights and a bias; none if
   *     there is no outlier score
   * @param unknown likewise, for examples of no class; may be none
   */
  public UncertaintyRules(
      double leastConfidence, double highestScore, float[][] known, float[][] unknown) {
    if (!(leastConfidence >= 0 && leastConfidence <= 1)) {
      throw new IllegalArgumentException(
          "the least confidence lies in 0..1, but is " + leastConfidence);
    }
    if (Double.isNaN(highestScore)) {
      throw new IllegalArgumentException("the highest outlier score is not a number");
    }
    if (known.length == 0 && unknown.length > 0) {
      throw new IllegalArgumentException("rows of what is unknown need rows of what is known");
    }
    this.leastConfidence = leastConfidence;
    this.highestScore = highestScore;
    this.known = checked(known);
    this.unknown = checked(unknown);
  }

  private static float[][] checked(float[][] rows) {
    float[][] copy = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      copy[i] = rows[i].clone();
      if (copy[i].length != FeatureReference.FEATURES + 1) {
        throw new IllegalArgumentException(
            "a row has %d weights and a bias, not %d numbers"
                .formatted(FeatureReference.FEATURES, copy[i].length));
      }
      for (float weight : copy[i]) {
        if (!Float.isFinite(weight)) {
          throw new IllegalArgumentException("weights must be finite, but one is " + weight);
        }
      }
    }
    return copy;
  }

  /** Below it an answer is uncertain. */
  public double leastConfidence() {
    return leastConfidence;
  }

  /** Above it an answer is uncertain. */
  public double highestScore() {
    return highestScore;
  }

  /** Classes that have a row; 0 if there is no outlier score. */
  public int knownRows() {
    return known.length;
  }

  /** Whether the score asks for pooled features. */
  public boolean hasScore() {
    return known.length > 0;
  }

  /** Whether an answer with such a probability of its most probable label is uncertain. */
  public boolean isLowConfidence(double probability) {
    return probability < leastConfidence;
  }

  /** Whether an answer for an image with such an outlier score is uncertain. */
  public boolean isUnlike(double score) {
    return score > highestScore;
  }

  /**
   * How unlike an image is to what the version learned from; empty if there is no score.
   *
   * @param features pooled, {@value FeatureReference#FEATURES} of them
   * @throws IllegalArgumentException if there are more or fewer
   */
  public OptionalDouble score(float[] features) {
    if (!hasScore()) {
      return OptionalDouble.empty();
    }
    if (features.length != FeatureReference.FEATURES) {
      throw new IllegalArgumentException(
          "an image has " + FeatureReference.FEATURES + " pooled features, not " + features.length);
    }
    float[] roots = new float[features.length];
    for (int i = 0; i < roots.length; i++) {
      roots[i] = (float) Math.sqrt(Math.max(0, features[i]));
    }
    return OptionalDouble.of(
        Math.max(0, best(unknown, roots, 0)) - best(known, roots, Double.NEGATIVE_INFINITY));
  }

  private static double best(float[][] rows, float[] roots, double least) {
    double best = least;
    for (float[] row : rows) {
      double sum = row[roots.length];
      for (int i = 0; i < roots.length; i++) {
        sum += row[i] * roots[i];
      }
      best = Math.max(best, sum);
    }
    return best;
  }

  /** Writes the file; the same rules give the same bytes. */
  public void write(Path file) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.writeInt(MAGIC);
      out.writeInt(FORMAT);
      out.writeDouble(leastConfidence);
      out.writeDouble(highestScore);
      out.writeInt(FeatureReference.FEATURES);
      out.writeInt(known.length);
      out.writeInt(unknown.length);
      for (float[][] rows : new float[][][] {known, unknown}) {
        for (float[] row : rows) {
          for (float weight : row) {
            out.writeFloat(weight);
          }
        }
      }
    }
  }

  /**
   * Reads what {@link #write} wrote. The file is not trusted.
   *
   * @throws BundleCorruptException if it makes no sense
   * @throws IOException if it cannot be read
   */
  public static UncertaintyRules read(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      require(file, "magic number", in.readInt(), MAGIC);
      require(file, "format", in.readInt(), FORMAT);
      double leastConfidence = in.readDouble();
      double highestScore = in.readDouble();
      require(file, "number of features", in.readInt(), FeatureReference.FEATURES);
      int known = in.readInt();
      int unknown = in.readInt();
      long bytes = 36L + ((long) known + unknown) * (FeatureReference.FEATURES + 1) * Float.BYTES;
      if (known < 0 || known > MOST_ROWS || unknown < 0 || unknown > MOST_ROWS) {
        throw new BundleCorruptException(
            "%s has %d and %d rows, but 0 to %d are read"
                .formatted(file, known, unknown, MOST_ROWS));
      }
      if (Files.size(file) != bytes) {
        throw new BundleCorruptException(
            "%s should have %d bytes, but has %d".formatted(file, bytes, Files.size(file)));
      }
      return new UncertaintyRules(
          leastConfidence, highestScore, rows(in, known), rows(in, unknown));
    } catch (IllegalArgumentException | java.io.EOFException e) {
      throw new BundleCorruptException(file + " holds no rules: " + e.getMessage(), e);
    }
  }

  private static float[][] rows(DataInputStream in, int count) throws IOException {
    float[][] rows = new float[count][FeatureReference.FEATURES + 1];
    for (float[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] = in.readFloat();
      }
    }
    return rows;
  }

  private static void require(Path file, String what, int found, int wanted) {
    if (found != wanted) {
      throw new BundleCorruptException(
          "%s has the %s %d, but %d is read".formatted(file, what, found, wanted));
    }
  }
}
