package dev.weft.xception.engine.load;

import dev.weft.modelstore.ModelFiles;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineCandidate;
import dev.weft.xception.engine.GoldenCheck;
import java.nio.FloatBuffer;
import java.util.Optional;

/**
 * Keeps the faster of the engine that it holds and the next one, and closes the other, so that two
 * at most are loaded at a time. An engine's time is the minimum of a few runs, alternating with the
 * other engine, since other load on the machine only adds time.
 */
final class FastestEngine implements AutoCloseable {
  private static final int ROUNDS = 3;

  private final ModelFiles files;
  private EngineCandidate candidate;
  private Engine engine;

  /**
   * An engine that was slower, and is closed.
   *
   * @param reason with both times
   */
  record Slower(EngineCandidate candidate, String reason) {}

  FastestEngine(ModelFiles files) {
    this.files = files;
  }

  boolean isEmpty() {
    return engine == null;
  }

  EngineCandidate candidate() {
    return candidate;
  }

  /** Returns the fastest engine and no longer holds it. */
  Engine take() {
    Engine taken = engine;
    engine = null;
    return taken;
  }

  /**
   * Compares another engine, which has passed its check; it is closed if a run fails.
   *
   * @return the slower of two; empty if this is the first one
   */
  Optional<Slower> add(EngineCandidate next, Engine other) {
    if (engine == null) {
      candidate = next;
      engine = other;
      return Optional.empty();
    }
    long ours = Long.MAX_VALUE;
    long theirs = Long.MAX_VALUE;
    try {
      FloatBuffer image = GoldenCheck.images(files, 1);
      for (int round = 0; round < ROUNDS; round++) {
        ours = Math.min(ours, run(engine, image));
        theirs = Math.min(theirs, run(other, image));
      }
    } catch (RuntimeException | Error e) {
      other.close();
      throw e;
    }
    if (ours <= theirs) {
      other.close();
      return Optional.of(slower(next, theirs, candidate, ours));
    }
    engine.close();
    Slower slower = slower(candidate, ours, next, theirs);
    candidate = next;
    engine = other;
    return Optional.of(slower);
  }

  private static Slower slower(
      EngineCandidate slower, long nanos, EngineCandidate faster, long fewer) {
    return new Slower(
        slower,
        "%.1f ms per image, %s takes %.1f".formatted(nanos / 1e6, faster.engine(), fewer / 1e6));
  }

  private long run(Engine one, FloatBuffer image) {
    long start = System.nanoTime();
    one.infer(image.duplicate(), 1);
    return System.nanoTime() - start;
  }

  /** Closes the engine that it holds. */
  @Override
  public void close() {
    if (engine != null) {
      engine.close();
      engine = null;
    }
  }
}
