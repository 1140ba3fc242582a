package dev.weft.trainer.phase;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Checkpoints from which a killed run resumes. Each run has one set; a trainer that takes the run
 * over opens the same. Storage failures are unchecked exceptions.
 */
public interface Checkpoints {

  /** Saves content under a name atomically: if that fails, the previous content remains. */
  void save(String name, Content content);

  /** Returns the content saved under a name; the caller closes it. */
  Optional<InputStream> open(String name);

  /** Deletes the content saved under a name, if any. */
  void delete(String name);

  /** Writes a checkpoint. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }
}
