package dev.weft.bench.training;

import dev.weft.bench.measure.Spent;
import dev.weft.bench.measure.Stopwatch;
import dev.weft.bench.setup.Tensors;
import dev.weft.features.ImagePass;
import dev.weft.features.PassListener;
import dev.weft.features.Views;
import dev.weft.xception.engine.Engine;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Runs the base alone on decoded tensors, with sequential calls on all of the engine's threads: the
 * baseline for reading, decoding and caching features.
 */
final class BareBase {
  private static final int MOST_BATCHES = 12;

  private final Engine engine;
  private final List<Batch> batches;
  private Spent spent = Spent.NOTHING;
  private int images;

  private record Batch(FloatBuffer tensors, int images) {}

  private BareBase(Engine engine, List<Batch> batches) {
    this.engine = engine;
    this.batches = batches;
  }

  /** Decodes the first images, as many as fill {@value #MOST_BATCHES} batches. */
  static BareBase decode(Engine engine, ImagePass pass, List<Views> images) {
    List<Batch> batches = Collections.synchronizedList(new ArrayList<>());
    long most = (long) MOST_BATCHES * pass.batchSize() / 2;
    pass.run(
        images.stream().limit(most).toList(),
        1,
        batch -> {
          FloatBuffer copy = Tensors.allocate(batch.images().remaining());
          copy.put(batch.images().duplicate());
          batches.add(new Batch(copy.flip(), batch.n()));
        },
        PassListener.SILENT);
    return new BareBase(engine, List.copyOf(batches));
  }

  /** Runs all batches once more. */
  void run() {
    Stopwatch watch = new Stopwatch();
    for (Batch batch : batches) {
      engine.features(batch.tensors().duplicate(), batch.images());
      images += batch.images();
    }
    spent = spent.plus(watch.lap());
  }

  /** Returns the time per image so far. */
  Spent image() {
    return spent.times(1.0 / Math.max(1, images));
  }
}
