package dev.weft.trainer.phase;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Reads and writes histories in checkpoints, as JSON. */
public final class Histories {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Histories() {}

  public static void save(Checkpoints checkpoints, String name, History history) {
    checkpoints.save(name, out -> out.write(JSON.writeValueAsBytes(history)));
  }

  public static Optional<History> open(Checkpoints checkpoints, String name) {
    return checkpoints.open(name).map(in -> read(name, in));
  }

  private static History read(String name, InputStream in) {
    try (in) {
      return JSON.readValue(in.readAllBytes(), History.class);
    } catch (IOException e) {
      throw new UncheckedIOException("the checkpoint " + name + " cannot be read", e);
    }
  }
}
