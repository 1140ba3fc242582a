package dev.weft.classifier.serving;

import dev.weft.modelstore.ModelManifest;
import dev.weft.modelstore.QuantizedVariant;
import dev.weft.xception.engine.EngineOptions;
import dev.weft.xception.engine.load.Engines;

/** Estimates the memory of a version from its manifest, before any of its files is fetched. */
public final class MemoryEstimate {
  private MemoryEstimate() {}

  /**
   * Peak memory in bytes, while it is loaded or while it serves.
   *
   * @param options with which it will be loaded
   */
  static long bytes(ModelManifest manifest, EngineOptions options) {
    if (!manifest.files().containsKey(QuantizedVariant.GRAPH) || !options.allows(Engines.INT8)) {
      return bytes(manifest, ModelManifest.ONNX, options);
    }
    if (!options.allows(Engines.FLOAT32)) {
      return bytes(manifest, QuantizedVariant.GRAPH, options);
    }
    // One session of each graph while they are compared; the faster one may get more afterwards.
    var alone = new EngineOptions(options.engine(), 1, options.maxBatch(), 0);
    return Math.max(
        bytes(manifest, ModelManifest.ONNX, options),
        bytes(manifest, ModelManifest.ONNX, alone)
            + bytes(manifest, QuantizedVariant.GRAPH, alone));
  }

  /** Memory of a version's float32 graph alone. */
  public static long ofFloat32(ModelManifest manifest, EngineOptions options) {
    return bytes(manifest, ModelManifest.ONNX, options);
  }

  private static long bytes(ModelManifest manifest, String graph, EngineOptions options) {
    var size = manifest.preprocessing();
    return Engines.predictBytes(
        manifest.files().get(graph).size(), size.height(), size.width(), options);
  }
}
