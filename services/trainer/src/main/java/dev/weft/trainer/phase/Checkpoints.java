package dev.weft.trainer.phase;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Where a run that is killed goes on from. One run has one; who takes the run over opens the same.
 * What goes wrong with the place itself is an unchecked exception.
 */
public interface Checkpoints {

  /** Keeps what is written under the name: all of it or, if that fails, what lay there before. */
  void save(String name, Content content);

  /** What was kept under the name; the caller closes it. */
  Optional<InputStream> open(String name);

  /** Forgets what was kept under the name, if anything. */
  void delete(String name);

  /** Writes a checkpoint. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }
}
