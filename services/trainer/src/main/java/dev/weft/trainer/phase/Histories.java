package dev.weft.trainer.phase;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weft.base.StoredFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Reads and writes histories in checkpoints, as JSON. */
public final class Histories {
  private static final int FORMAT = 1;

  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private Histories() {}

  public static void save(Checkpoints checkpoints, String name, History history) {
    checkpoints.save(name, out -> out.write(JSON.writeValueAsBytes(history)));
  }

  public static Optional<History> open(Checkpoints checkpoints, String name) {
    return checkpoints.open(name).map(in -> read(name, in));
  }

  private static History read(String name, InputStream in) {
    try (in) {
      JsonNode tree = JSON.readTree(in.readAllBytes());
      StoredFormat.require(
          "the checkpoint " + name,
          tree.path(StoredFormat.MEMBER).asInt(StoredFormat.FIRST),
          FORMAT);
      return JSON.treeToValue(tree, History.class);
    } catch (IOException e) {
      throw new UncheckedIOException("the checkpoint " + name + " cannot be read", e);
    }
  }
}
