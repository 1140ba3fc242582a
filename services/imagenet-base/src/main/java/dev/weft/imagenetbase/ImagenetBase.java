package dev.weft.imagenetbase;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The base for trainings on custom classes: Xception without its top, trained on ImageNet, as the
 * Keras weight file in this jar. The weights are by F. Chollet and the authors of Keras (MIT); see
 * {@code MODEL_CARD.md} and {@code LICENSE-weights}.
 *
 * <p>Input: {@code [n, 3, 299, 299]}, RGB, stretched, scaled -1..1.
 */
public final class ImagenetBase {

  /** Its name in the model store and in requests. */
  public static final String NAME = "imagenet";

  /** Name of the weight file. */
  public static final String WEIGHTS_FILE =
      "xception_imagenet_weights_tf_dim_ordering_tf_kernels_notop.h5";

  private static final String REFERENCE_FILE = "reference.json";

  private ImagenetBase() {}

  /**
   * The first 16 of the 2,048 pooled features of the golden input {@code x[c,i,j] =
   * sin(0.02*i*(c+1) + 0.03*j)}, to six decimals.
   */
  public static float[] goldenFeatures() {
    String[] numbers = reference("features_first_16", "\\[([^\\[\\]]*)]").split(",");
    float[] values = new float[numbers.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.parseFloat(numbers[i].strip());
    }
    return values;
  }

  /** The sum of all 2,048 pooled features of the golden input, to four decimals. */
  public static double goldenFeatureSum() {
    return Double.parseDouble(reference("features_sum", "([-0-9.eE]+)"));
  }

  /** The model card, in Markdown. */
  public static String card() {
    return text("MODEL_CARD.md");
  }

  /** The licence of the weights. */
  public static String license() {
    return text("LICENSE-weights");
  }

  /**
   * Copies the weight file out of the jar.
   *
   * @param directory an existing directory
   * @return the file, {@link #WEIGHTS_FILE} in that directory; an older one is replaced
   */
  public static Path copyWeightsTo(Path directory) {
    Path file = directory.resolve(WEIGHTS_FILE);
    try (InputStream in = resource(WEIGHTS_FILE)) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the ImageNet weights to " + file, e);
    }
  }

  private static String reference(String name, String value) {
    Matcher found =
        Pattern.compile("\"" + name + "\"\\s*:\\s*" + value).matcher(text(REFERENCE_FILE));
    if (!found.find()) {
      throw new IllegalStateException(REFERENCE_FILE + " has no " + name);
    }
    return found.group(1);
  }

  private static String text(String name) {
    try (InputStream in = resource(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }

  private static InputStream resource(String name) {
    InputStream in = ImagenetBase.class.getResourceAsStream(name);
    if (in == null) {
      throw new IllegalStateException("missing in the jar of the ImageNet base: " + name);
    }
    return in;
  }
}
