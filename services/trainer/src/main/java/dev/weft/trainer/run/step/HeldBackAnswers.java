package dev.weft.trainer.run.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weft.trainer.dataset.Sample;
import dev.weft.trainer.run.start.LoadedVersion;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The answers of a cross-validated version for the images of its data set while they were held out:
 * JSON Lines in its bundle. The version itself is trained on all of them, so that later versions
 * are compared with these answers instead.
 *
 * <pre>{@code
 * {"sha256":"...","probabilities":[0.0123,0.9877]}
 * }</pre>
 */
public final class HeldBackAnswers {
  public static final String FILE = "held-back.jsonl";

  private static final JsonMapper JSON = new JsonMapper();

  private HeldBackAnswers() {}

  /** Writes the answers; equal answers give equal bytes. */
  static void write(List<Sample> samples, List<float[]> probabilities, Path file)
      throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < samples.size(); i++) {
        ObjectNode line = JSON.createObjectNode();
        line.put("sha256", samples.get(i).object().sha256());
        ArrayNode row = line.putArray("probabilities");
        for (float probability : probabilities.get(i)) {
          row.add(Math.round(probability * 1e4) / 1e4);
        }
        out.write(JSON.writeValueAsString(line));
        out.write('\n');
      }
    }
  }

  /**
   * Reads the answers.
   *
   * @param classes number of the version's classes
   * @return probabilities by SHA-256
   * @throws IOException if they cannot be read, or the number of classes differs
   */
  public static Map<String, float[]> read(Path file, int classes) throws IOException {
    Map<String, float[]> answers = new HashMap<>();
    try (BufferedReader in = Files.newBufferedReader(file)) {
      for (String text = in.readLine(); text != null; text = in.readLine()) {
        JsonNode line = JSON.readTree(text);
        JsonNode values = line.path("probabilities");
        if (values.size() != classes) {
          throw new IOException(
              "%s has %d probabilities, but there are %d classes"
                  .formatted(file, values.size(), classes));
        }
        float[] row = new float[classes];
        for (int c = 0; c < classes; c++) {
          row[c] = (float) values.get(c).asDouble();
        }
        answers.put(line.path("sha256").asText(), row);
      }
    }
    return answers;
  }

  /** Returns the answers in a version's bundle by image; empty if there are none. */
  static Map<String, float[]> of(LoadedVersion version) {
    if (!version.manifest().files().containsKey(FILE)) {
      return Map.of();
    }
    Path file = version.bundle().directory().resolve(FILE);
    try {
      return read(file, version.manifest().classes().size());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
