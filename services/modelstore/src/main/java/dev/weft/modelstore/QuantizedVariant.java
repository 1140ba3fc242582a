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
 * What is known of a version's graph in 8-bit integers, {@value #GRAPH} of its bundle: a file
 * beside it, {@value #FILE}.
 *
 * @param golden its own logits of the golden input, which are not those of float32
 * @param images that it was compared with float32 on
 * @param right of its answers
 * @param rightInFloat32 of the answers in float32
 * @param same answers that both gave
 * @param answered images that it is not uncertain of, by the version's own thresholds
 * @param answeredInFloat32 the same of float32
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

  /** What is known of it. */
  public static final String FILE = "model-int8.json";

  /** Both, which a bundle has together or not at all. */
  public static final Set<String> FILES = Set.of(GRAPH, FILE);

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  public QuantizedVariant {
    golden = List.copyOf(golden);
    if (golden.isEmpty() || golden.stream().anyMatch(logit -> !Float.isFinite(logit))) {
      throw new IllegalArgumentException("golden logits are needed, but there is " + golden);
    }
  }

  /** What an engine that runs it must answer. */
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
   * What {@link #writeTo} wrote.
   *
   * @throws BundleCorruptException if it makes no sense
   */
  public static QuantizedVariant readFrom(Path directory) {
    Path file = directory.resolve(FILE);
    try {
      return JSON.readValue(Files.readAllBytes(file), QuantizedVariant.class);
    } catch (IOException e) {
      throw new BundleCorruptException(file + " says nothing of a graph: " + e.getMessage(), e);
    }
  }
}
