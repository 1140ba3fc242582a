package dev.weft.classifier.serving;

import dev.weft.imaging.Preprocessing;
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
    boolean quantized = manifest.files().containsKey(QuantizedVariant.GRAPH);
    int ofFloat32 = Engines.compared(options, false);
    int ofInt8 = quantized ? Engines.compared(options, true) : 0;
    String larger = ofFloat32 == 0 && ofInt8 > 0 ? QuantizedVariant.GRAPH : ModelManifest.ONNX;
    long serving = bytes(manifest, larger, options);
    if (ofFloat32 + ofInt8 < 2) {
      return serving;
    }
    // The two largest sessions while engines are compared; the fastest may get more afterwards.
    var alone = new EngineOptions(options.engine(), 1, options.maxBatch(), 0);
    String other = ofFloat32 > 1 ? ModelManifest.ONNX : QuantizedVariant.GRAPH;
    return Math.max(serving, bytes(manifest, larger, alone) + bytes(manifest, other, alone));
  }

  /**
   * Memory of a version's float32 graph alone.
   *
   * @param size the preprocessing, with the input size at which it is run
   */
  public static long ofFloat32(ModelManifest manifest, Preprocessing size, EngineOptions options) {
    return bytes(manifest, ModelManifest.ONNX, size, options);
  }

  private static long bytes(ModelManifest manifest, String graph, EngineOptions options) {
    return bytes(manifest, graph, manifest.preprocessing(), options);
  }

  private static long bytes(
      ModelManifest manifest, String graph, Preprocessing size, EngineOptions options) {
    return Engines.predictBytes(
        manifest.files().get(graph).size(), size.height(), size.width(), options);
  }
}
