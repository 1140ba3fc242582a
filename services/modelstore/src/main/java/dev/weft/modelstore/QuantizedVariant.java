package dev.weft.modelstore;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Description of a version's 8-bit graph, {@value #GRAPH} of its bundle, in a separate file,
 * {@value #FILE}.
 *
 * @param golden its own logits for the golden input, which differ from those in float32
 * @param images number of images on which it was compared with float32
 * @param right number of its correct answers
 * @param rightInFloat32 number of correct answers in float32
 * @param same number of images with the same answer
 * @param answered number of its answers that are not uncertain, by the version's own thresholds
 * @param answeredInFloat32 the same in float32
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record QuantizedVariant(
    List<Float> golden,
    int images,
    int right,
    int rightInFloat32,
    int same,
    int answered,
    int answeredInFloat32) {

  /** The graph. */
  public static final String GRAPH = "model-int8.onnx";

  /** Its description. */
  public static final String FILE = "model-int8.json";

  /** Both files, which a bundle has together or not at all. */
  public static final Set<String> FILES = Set.of(GRAPH, FILE);

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  public QuantizedVariant {
    golden = List.copyOf(golden);
    if (golden.isEmpty() || golden.stream().anyMatch(logit -> !Float.isFinite(logit))) {
      throw new IllegalArgumentException(
          "finite golden logits are required, but they are " + golden);
    }
  }

  /** Returns the golden case of an engine that runs it. */
  public GoldenCase goldenCase() {
    float[] logits = new float[golden.size()];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = golden.get(i);
    }
    return new GoldenCase(logits);
  }

  /** Writes {@value #FILE} into a folder. */
  public Path writeTo(Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    Files.write(file, JSON.writeValueAsBytes(this));
    return file;
  }

  /**
   * Reads a file written by {@link #writeTo}.
   *
   * @throws BundleCorruptException if it is invalid
   */
  public static QuantizedVariant readFrom(Path directory) {
    Path file = directory.resolve(FILE);
    try {
      return JSON.readValue(Files.readAllBytes(file), QuantizedVariant.class);
    } catch (IOException e) {
      throw new BundleCorruptException(file + " does not describe a graph: " + e.getMessage(), e);
    }
  }
}
