package dev.weft.gateway.explain;

import dev.weft.modelstore.ModelBundle;
import dev.weft.modelstore.ModelManifest;
import dev.weft.xception.explain.ClassMaps;
import dev.weft.xception.explain.Explainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.function.Function;

/** A version that is loaded for explanations. */
final class ExplainedVersion implements AutoCloseable {
  private final ModelManifest manifest;
  private final Function<FloatBuffer, ClassMaps> maps;
  private final Runnable close;

  ExplainedVersion(ModelManifest manifest, Function<FloatBuffer, ClassMaps> maps, Runnable close) {
    this.manifest = manifest;
    this.maps = maps;
    this.close = close;
  }

  /**
   * Loads a version from local disk.
   *
   * @param threads of one run
   * @throws dev.weft.xception.engine.EngineException if it cannot be run here, or fails its golden
   *     check
   */
  static ExplainedVersion load(ModelBundle bundle, int threads) {
    try {
      Explainer explainer = Explainer.load(bundle.files(), bundle.golden(), threads);
      return new ExplainedVersion(bundle.manifest(), explainer::explain, explainer::close);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot copy the graph in " + bundle.directory(), e);
    }
  }

  ModelManifest manifest() {
    return manifest;
  }

  /**
   * Computes the class activation maps of an image.
   *
   * @param image {@code [1, 3, height, width]}, preprocessed as the manifest describes
   */
  ClassMaps maps(FloatBuffer image) {
    return maps.apply(image);
  }

  @Override
  public void close() {
    close.run();
  }
}
