package dev.weft.modelstore.uncertainty;

import dev.weft.events.rollout.UncertaintyPolicy;
import dev.weft.modelstore.BundleCorruptException;
import dev.weft.modelstore.reference.FeatureReference;
import dev.weft.modelstore.uncertainty.HeldOutAnswers.Answer;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UTFDataFormatException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Rules that decide when a version's answers are uncertain: a file in its bundle, which versions of
 * older releases lack. Immutable, thread-safe.
 *
 * <p>The outlier score of an image is {@code max(0, best unknown) - best known}, where each row
 * yields {@code row . sqrt(features) + bias}: about 1 for images that the row stands for, about 0
 * for all others. A known row stands for a class, an unknown one for a group of examples of no
 * class. The score is about -1 for an image like the training images, about 0 for one unlike all of
 * them, and about 1 for one like the examples of no class.
 *
 * <p>The file, big-endian: {@value #MAGIC}, format, confidence below which an answer is uncertain,
 * score above which it is, features, known rows, unknown rows, then each row's features and bias as
 * float32; since format 2 held-out answers follow: number of labels, each label in modified UTF-8,
 * number of answers for known and for unknown images, then for each the label's index, confidence,
 * outlier score and one byte, whether it is correct. Doubles are float64, the other numbers int32.
 */
public final class UncertaintyRules {
  /** Its name in a bundle. */
  public static final String FILE = "uncertainty.bin";

  private static final int MAGIC = 0x57465455; // "WFTU"
  private static final int FORMAT = 2;
  private static final int WITHOUT_ANSWERS = 1;
  private static final int MOST_ROWS = 20_000;

  private final UncertaintyThresholds published;
  private final HeldOutAnswers heldOut;
  private final float[][] known;
  private final float[][] unknown;

  /**
   * Creates rules.
   *
   * @param published the default thresholds
   * @param heldOut answers from which other thresholds are derived; may be empty
   * @param known for each class {@value FeatureReference#FEATURES} weights and a bias; empty if the
   *     version has no outlier score
   * @param unknown the same for each group of examples of no class; may be empty
   */
  public UncertaintyRules(
      UncertaintyThresholds published, HeldOutAnswers heldOut, float[][] known, float[][] unknown) {
    if (known.length == 0 && unknown.length > 0) {
      throw new IllegalArgumentException("rows for unknown images require rows for known images");
    }
    this.published = Objects.requireNonNull(published, "published");
    this.heldOut = Objects.requireNonNull(heldOut, "heldOut");
    this.known = checked(known);
    this.unknown = checked(unknown);
  }

  private static float[][] checked(float[][] rows) {
    float[][] copy = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      copy[i] = rows[i].clone();
      if (copy[i].length != FeatureReference.FEATURES + 1) {
        throw new IllegalArgumentException(
            "a row must have %d weights and a bias, but has %d numbers"
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

  /** Returns the default thresholds. */
  public UncertaintyThresholds published() {
    return published;
  }

  /** Returns the answers from which other thresholds are derived; may be empty. */
  public HeldOutAnswers heldOut() {
    return heldOut;
  }

  /**
   * Returns the thresholds that a policy implies for this version. A target requires held-out
   * answers; without them, the published thresholds are used.
   */
  public UncertaintyThresholds under(UncertaintyPolicy policy) {
    return with(policy, target(policy));
  }

  /**
   * Returns the thresholds that a policy implies for a version; empty if the version has no rules
   * and the policy sets no confidence: its answers are then neither certain nor uncertain.
   *
   * @param rules the rules that the version was published with
   */
  public static Optional<UncertaintyThresholds> under(
      UncertaintyPolicy policy, Optional<UncertaintyRules> rules) {
    boolean names =
        policy.minimumConfidence() != null || !policy.minimumConfidenceByClass().isEmpty();
    return rules
        .map(own -> own.under(policy))
        .or(() -> names ? Optional.of(with(policy, UncertaintyThresholds.NONE)) : Optional.empty());
  }

  private UncertaintyThresholds target(UncertaintyPolicy policy) {
    if (!heldOut.canChoose() || policy.answered() == null && policy.precision() == null) {
      return published;
    }
    var choice = new ThresholdChoice(heldOut);
    double highest =
        policy.maximumOutlierScore() == null
            ? published.maximumOutlierScore()
            : policy.maximumOutlierScore();
    if (policy.precision() != null) {
      return policy.perClass()
          ? choice.withPrecisionByClass(policy.precision(), highest)
          : choice.withPrecision(policy.precision(), highest);
    }
    return policy.perClass()
        ? choice.answeringByClass(policy.answered())
        : choice.answering(policy.answered());
  }

  private static UncertaintyThresholds with(
      UncertaintyPolicy policy, UncertaintyThresholds thresholds) {
    boolean isForAll = policy.minimumConfidence() != null;
    Map<String, Double> byClass =
        isForAll ? new HashMap<>() : new HashMap<>(thresholds.minimumConfidenceByClass());
    byClass.putAll(policy.minimumConfidenceByClass());
    return new UncertaintyThresholds(
        isForAll ? policy.minimumConfidence() : thresholds.minimumConfidence(),
        byClass,
        policy.maximumOutlierScore() == null
            ? thresholds.maximumOutlierScore()
            : policy.maximumOutlierScore());
  }

  /** Number of classes that have a row; 0 if the version has no outlier score. */
  public int knownRows() {
    return known.length;
  }

  /** Whether there is an outlier score, which requires pooled features. */
  public boolean hasScore() {
    return known.length > 0;
  }

  /**
   * Computes an image's outlier score; empty if there is none.
   *
   * @param features pooled, {@value FeatureReference#FEATURES} values
   * @throws IllegalArgumentException if their number is wrong
   */
  public OptionalDouble score(float[] features) {
    if (!hasScore()) {
      return OptionalDouble.empty();
    }
    FeatureReference.requireAll(features);
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

  /** Writes the file; equal rules give equal bytes. */
  public void write(Path file) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.writeInt(MAGIC);
      out.writeInt(FORMAT);
      out.writeDouble(published.minimumConfidence());
      out.writeDouble(published.maximumOutlierScore());
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
      write(out);
    }
  }

  private void write(DataOutputStream out) throws IOException {
    Map<String, Integer> labels = new LinkedHashMap<>();
    for (List<Answer> answers : List.of(heldOut.known(), heldOut.unknown())) {
      for (Answer answer : answers) {
        labels.putIfAbsent(answer.label(), labels.size());
      }
    }
    out.writeInt(labels.size());
    for (String label : labels.keySet()) {
      out.writeUTF(label);
    }
    out.writeInt(heldOut.known().size());
    out.writeInt(heldOut.unknown().size());
    for (List<Answer> answers : List.of(heldOut.known(), heldOut.unknown())) {
      for (Answer answer : answers) {
        out.writeInt(labels.get(answer.label()));
        out.writeDouble(answer.confidence());
        out.writeDouble(answer.outlierScore());
        out.writeBoolean(answer.right());
      }
    }
  }

  /**
   * Reads a file written by {@link #write}. The file is not trusted.
   *
   * @throws BundleCorruptException if it is invalid
   * @throws IOException if it cannot be read
   */
  public static UncertaintyRules read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(file.toString(), in, Files.size(file));
    }
  }

  /**
   * Reads a file in memory.
   *
   * @param name the name for messages
   */
  public static UncertaintyRules read(String name, byte[] file) {
    try {
      return read(name, new ByteArrayInputStream(file), file.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static UncertaintyRules read(String file, InputStream from, long size)
      throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(from));
    try {
      require(file, "magic number", in.readInt(), MAGIC);
      int format = in.readInt();
      if (format != WITHOUT_ANSWERS) {
        require(file, "format", format, FORMAT);
      }
      var published = new UncertaintyThresholds(in.readDouble(), in.readDouble());
      require(file, "number of features", in.readInt(), FeatureReference.FEATURES);
      int known = count(file, "known rows", in.readInt(), MOST_ROWS);
      int unknown = count(file, "unknown rows", in.readInt(), MOST_ROWS);
      long bytes = 36L + ((long) known + unknown) * (FeatureReference.FEATURES + 1) * Float.BYTES;
      if (size < bytes) {
        throw new BundleCorruptException(
            "%s must have at least %d bytes, but has %d".formatted(file, bytes, size));
      }
      float[][] knownRows = rows(in, known);
      float[][] unknownRows = rows(in, unknown);
      var heldOut = format == WITHOUT_ANSWERS ? HeldOutAnswers.NONE : answers(file, in);
      if (in.read() >= 0) {
        throw new BundleCorruptException(file + " has data after its end");
      }
      return new UncertaintyRules(published, heldOut, knownRows, unknownRows);
    } catch (IllegalArgumentException | EOFException | UTFDataFormatException e) {
      throw new BundleCorruptException(
          file + " does not contain uncertainty rules: " + e.getMessage(), e);
    }
  }

  private static HeldOutAnswers answers(String file, DataInputStream in) throws IOException {
    int count = count(file, "labels", in.readInt(), 2 * HeldOutAnswers.MOST);
    List<String> labels = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      labels.add(in.readUTF());
    }
    int known = count(file, "answers for known images", in.readInt(), HeldOutAnswers.MOST);
    int unknown = count(file, "answers for unknown images", in.readInt(), HeldOutAnswers.MOST);
    return new HeldOutAnswers(answers(file, in, labels, known), answers(file, in, labels, unknown));
  }

  private static List<Answer> answers(
      String file, DataInputStream in, List<String> labels, int count) throws IOException {
    List<Answer> answers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int label = count(file, "index of a label", in.readInt(), labels.size() - 1);
      answers.add(
          new Answer(labels.get(label), in.readDouble(), in.readDouble(), in.readBoolean()));
    }
    return answers;
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

  private static void require(String file, String what, int found, int wanted) {
    if (found != wanted) {
      throw new BundleCorruptException(
          "%s has the %s %d, but only %d is supported".formatted(file, what, found, wanted));
    }
  }

  private static int count(String file, String what, int found, int most) {
    if (found < 0 || found > most) {
      throw new BundleCorruptException(
          "%s: %s is %d, but must be 0 to %d".formatted(file, what, found, most));
    }
    return found;
  }
}
