package dev.weft.bench.training;

import dev.weft.bench.setup.Narration;
import dev.weft.features.Augmentation;
import dev.weft.features.Batch;
import dev.weft.features.Features;
import dev.weft.features.ImagePass;
import dev.weft.features.PassListener;
import dev.weft.features.Views;
import dev.weft.trainer.phase.head.EpochFeatures;
import dev.weft.xception.engine.Engine;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Computes features without a cache: in every epoch each image is decoded and passes through the
 * whole frozen base. Epochs after the measured ones reuse features of earlier passes, and only
 * compute missing ones.
 */
final class UncachedFeatures implements EpochFeatures {
  private final ImagePass pass;
  private final Engine engine;
  private final int measured;
  private final Narration narration;
  private final Map<Key, float[]> features = new ConcurrentHashMap<>();
  private int laterPasses;

  private record Key(String sha256, Augmentation shown) {}

  /**
   * @param measured number of epochs in which every image passes through the base
   * @param narration reports these epochs
   */
  UncachedFeatures(ImagePass pass, Engine engine, int measured, Narration narration) {
    this.pass = pass;
    this.engine = engine;
    this.measured = measured;
    this.narration = narration;
  }

  @Override
  public Features of(int epoch, List<Views> shown) {
    if (epoch <= measured) {
      narration.passing(
          "as written, epoch " + epoch,
          listener -> pass.run(shown, engine.calls(), this::compute, listener));
    } else {
      List<Views> missing = missing(shown);
      laterPasses += missing.size();
      pass.run(missing, engine.calls(), this::compute, PassListener.SILENT);
    }
    return this::read;
  }

  /** Returns the number of passes through the base after the measured epochs. */
  int laterPasses() {
    return laterPasses;
  }

  /** Returns the largest difference of a feature from its cached value. */
  double largestDifference(Features cached) {
    double largest = 0;
    for (Map.Entry<Key, float[]> entry : features.entrySet()) {
      float[] values = entry.getValue();
      FloatBuffer other = FloatBuffer.allocate(values.length);
      cached.read(entry.getKey().sha256(), entry.getKey().shown(), other);
      for (int i = 0; i < values.length; i++) {
        largest = Math.max(largest, Math.abs(values[i] - other.get(i)));
      }
    }
    return largest;
  }

  private List<Views> missing(List<Views> shown) {
    return shown.stream()
        .filter(
            views -> !features.containsKey(new Key(views.object().sha256(), views.shown().get(0))))
        .toList();
  }

  private void compute(Batch batch) {
    float[][] rows = engine.features(batch.images(), batch.n());
    for (int i = 0; i < rows.length; i++) {
      Batch.View view = batch.views().get(i);
      features.put(new Key(view.image().object().sha256(), view.shown()), rows[i]);
    }
  }

  private void read(String sha256, Augmentation shown, FloatBuffer target) {
    float[] row = features.get(new Key(sha256, shown));
    if (row == null) {
      throw new IllegalArgumentException("no features exist for the image " + sha256);
    }
    target.put(row);
  }
}
