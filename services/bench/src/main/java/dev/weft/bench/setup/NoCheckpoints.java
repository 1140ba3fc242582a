package dev.weft.bench.setup;

import dev.weft.trainer.phase.Checkpoints;
import java.io.InputStream;
import java.util.Optional;

/** Keeps no checkpoint, for trainings that are not continued. */
public final class NoCheckpoints implements Checkpoints {
  @Override
  public void save(String name, Content content) {}

  @Override
  public Optional<InputStream> open(String name) {
    return Optional.empty();
  }

  @Override
  public void delete(String name) {}
}
