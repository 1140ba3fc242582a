package dev.weft.startermodel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The model of a new installation: Xception's ImageNet base with a head for ten classes of
 * clothing, as a Keras weight file in this jar, and the companion files of a trained version.
 * {@code MODEL_CARD.md} describes its training data and limitations.
 *
 * <p>Input: {@code [n, 3, 299, 299]}, RGB, stretched, scaled -1..1.
 */
public final class StarterModel {

  /** The name it is published under. */
  public static final String NAME = "clothing";

  /** Side of the square input, in pixels. */
  public static final int INPUT_SIZE = 299;

  /** Name of the weight file. */
  public static final String WEIGHTS_FILE =
      "xception_clothing10_weights_tf_dim_ordering_tf_kernels.h5";

  /** SHA-256 of the weight file. */
  public static final String WEIGHTS_SHA256 =
      "73364409d286a73c6ad54af2bfa7e55c91dd3d541bd7666324267113c3ed23b1";

  /** Ranges of its activations, from which its 8-bit graph is built. */
  public static final String RANGES_FILE = "activation-ranges.bin";

  /**
   * Companion files of a trained version, by their name in its bundle: rehearsal examples, answers
   * for held-out images, rules for uncertain answers, the training's report, and the licence of the
   * base.
   */
  private static final List<String> COMPANIONS =
      List.of(
          "rehearsal.features",
          "held-back.jsonl",
          "uncertainty.bin",
          "report.json",
          "LICENSE-weights");

  private static final String REFERENCE_FILE = "reference.json";
  private static final String CARD_FILE = "MODEL_CARD.md";

  private StarterModel() {}

  /** The ten classes, in the order of the logits. */
  public static List<String> classes() {
    return referenceArray("classes").stream().map(s -> s.replace("\"", "")).toList();
  }

  /** The logits of the golden input {@code x[c,i,j] = sin(0.02*i*(c+1) + 0.03*j)}. */
  public static float[] goldenLogits() {
    return floats(referenceArray("golden_logits"));
  }

  /** The first 16 of the 2,048 pooled features of the golden input. */
  public static float[] goldenFeatures() {
    return floats(referenceArray("golden_features_first16"));
  }

  /** The sum of all 2,048 pooled features of the golden input. */
  public static double goldenFeatureSum() {
    Matcher number =
        Pattern.compile("\"golden_features_sum\"\\s*:\\s*([-0-9.eE]+)").matcher(reference());
    if (!number.find()) {
      throw new IllegalStateException(REFERENCE_FILE + " has no golden_features_sum");
    }
    return Double.parseDouble(number.group(1));
  }

  /** The model card, in Markdown. */
  public static String card() {
    return text(CARD_FILE);
  }

  /**
   * Copies the weight file out of the jar.
   *
   * @param directory an existing directory
   * @return the file, {@link #WEIGHTS_FILE} in that directory; an older one is replaced
   */
  public static Path copyWeightsTo(Path directory) {
    Path file = directory.resolve(WEIGHTS_FILE);
    try (InputStream in = openWeights()) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the starter model's weights to " + file, e);
    }
  }

  /** The weight file's bytes; the caller closes the stream. */
  public static InputStream openWeights() {
    return resource(WEIGHTS_FILE);
  }

  /**
   * Copies the companion files out of the jar; they are valid for images of {@value #INPUT_SIZE} x
   * {@value #INPUT_SIZE} pixels.
   *
   * @param directory an existing directory
   * @return the files by their name in a version's bundle
   */
  public static Map<String, Path> copyCompanionsTo(Path directory) {
    Map<String, Path> files = new LinkedHashMap<>();
    for (String name : COMPANIONS) {
      files.put(name, copyTo(directory, name));
    }
    return files;
  }

  /**
   * Copies the ranges of its activations out of the jar, in the format of {@code ActivationRanges}.
   *
   * @param directory an existing directory
   * @return the file, {@link #RANGES_FILE} in that directory; an older one is replaced
   */
  public static Path copyRangesTo(Path directory) {
    return copyTo(directory, RANGES_FILE);
  }

  /**
   * Copies the description of its 8-bit graph out of the jar, in the format of {@code
   * QuantizedVariant}.
   *
   * @param directory an existing directory
   * @return the file; an older one is replaced
   */
  public static Path copyQuantizedTo(Path directory) {
    return copyTo(directory, "model-int8.json");
  }

  private static Path copyTo(Path directory, String name) {
    Path file = directory.resolve(name);
    try (InputStream in = resource(name)) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the starter model's " + file, e);
    }
  }

  /** Returns the metrics of its training, by their names in a version's origin. */
  public static Map<String, Double> metrics() {
    Matcher object = Pattern.compile("\"metrics\"\\s*:\\s*\\{([^{}]*)}").matcher(reference());
    if (!object.find()) {
      throw new IllegalStateException(REFERENCE_FILE + " has no metrics");
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    Matcher entry = Pattern.compile("\"(\\w+)\"\\s*:\\s*([-0-9.eE]+)").matcher(object.group(1));
    while (entry.find()) {
      metrics.put(entry.group(1), Double.parseDouble(entry.group(2)));
    }
    return metrics;
  }

  private static List<String> referenceArray(String name) {
    Matcher array =
        Pattern.compile("\"" + name + "\"\\s*:\\s*\\[([^\\[\\]]*)]").matcher(reference());
    if (!array.find()) {
      throw new IllegalStateException(REFERENCE_FILE + " has no array " + name);
    }
    return Arrays.stream(array.group(1).split(",")).map(String::strip).toList();
  }

  private static float[] floats(List<String> numbers) {
    float[] values = new float[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.parseFloat(numbers.get(i));
    }
    return values;
  }

  private static String reference() {
    return text(REFERENCE_FILE);
  }

  private static String text(String name) {
    try (InputStream in = resource(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + name, e);
    }
  }

  private static InputStream resource(String name) {
    InputStream in = StarterModel.class.getResourceAsStream(name);
    if (in == null) {
      throw new IllegalStateException("missing in the jar of the starter model: " + name);
    }
    return in;
  }
}
