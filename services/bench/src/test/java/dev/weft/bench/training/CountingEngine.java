package dev.weft.bench.training;

import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineInfo;
import dev.weft.xception.network.Xception;
import java.nio.FloatBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the images that it processes; its features are pixels. */
final class CountingEngine implements Engine {
  final AtomicInteger images = new AtomicInteger();

  @Override
  public EngineInfo info() {
    return new EngineInfo("counting", "1", "none", 1);
  }

  @Override
  public float[][] infer(FloatBuffer batch, int n) {
    throw new UnsupportedOperationException("no head");
  }

  @Override
  public float[][] features(FloatBuffer batch, int n) {
    images.addAndGet(n);
    int length = batch.remaining() / n;
    float[][] features = new float[n][Xception.FEATURES];
    for (int i = 0; i < n; i++) {
      for (int f = 0; f < Xception.FEATURES; f++) {
        features[i][f] = batch.get(i * length + (int) ((long) f * length / Xception.FEATURES));
      }
    }
    return features;
  }

  @Override
  public int calls() {
    return 2;
  }

  @Override
  public void close() {
    // There is nothing to close.
  }
}
