package dev.weft.xception.engine.load;

import dev.weft.modelstore.ModelFiles;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineCandidate;
import dev.weft.xception.engine.GoldenCheck;
import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Keeps the faster of the engine that it holds and the next one, and closes the other, so that two
 * at most are loaded at a time. An engine's time is the minimum of a few runs, alternating with the
 * other engine, since other load on the machine only adds time. An engine that computes less
 * exactly must be faster by {@value #LEAST_GAIN}: for less, answers that deviate more from those in
 * float32 are not worth it.
 */
final class FastestEngine implements AutoCloseable {
  private static final int ROUNDS = 3;
  private static final double LEAST_GAIN = 1.15;

  private final ModelFiles files;
  private final LongSupplier nanoTime;
  private EngineCandidate candidate;
  private Engine engine;

  /**
   * An engine that was slower, and is closed.
   *
   * @param reason with both times
   */
  record Slower(EngineCandidate candidate, String reason) {}

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  FastestEngine(ModelFiles files, LongSupplier nanoTime) {
    this.files = files;
    this.nanoTime = nanoTime;
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
    if (ours * exactnessGain(candidate, next) <= theirs) {
      other.close();
      return Optional.of(slower(next, theirs, candidate, ours));
    }
    engine.close();
    Slower slower = slower(candidate, ours, next, theirs);
    candidate = next;
    engine = other;
    return Optional.of(slower);
  }

  /** The factor by which the first one may be slower than the other and still be preferred. */
  private static double exactnessGain(EngineCandidate one, EngineCandidate other) {
    int order = one.exactness().compareTo(other.exactness());
    return order == 0 ? 1 : order > 0 ? 1 / LEAST_GAIN : LEAST_GAIN;
  }

  private static Slower slower(
      EngineCandidate slower, long nanos, EngineCandidate faster, long fewer) {
    String less = nanos < fewer ? ", and is more exact" : "";
    return new Slower(
        slower,
        "%.1f ms per image, %s takes %.1f%s"
            .formatted(nanos / 1e6, faster.engine(), fewer / 1e6, less));
  }

  private long run(Engine one, FloatBuffer image) {
    long start = nanoTime.getAsLong();
    one.infer(image.duplicate(), 1);
    return nanoTime.getAsLong() - start;
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
