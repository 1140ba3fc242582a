package dev.weft.rollout;

import dev.weft.imaging.Preprocessing;
import dev.weft.modelstore.BundleFile;
import dev.weft.modelstore.ModelManifest;
import dev.weft.modelstore.Origin;
import dev.weft.objectstore.ObjectStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Publishes versions with minimal content to a store. */
public final class Bundles {
  private static final BundleFile FILE = new BundleFile(1, "0".repeat(64));

  private Bundles() {}

  /**
   * Publishes a version.
   *
   * @param parent version that it was trained from; null for an import
   */
  public static void publish(
      ObjectStore store, String model, int version, Integer parent, Instant at) {
    String folder = "models/" + model + "/" + version + "/";
    var origin =
        new Origin(
            "test", null, null, parent == null ? null : model + ":" + parent, Map.of(), null);
    var manifest =
        new ModelManifest(
            ModelManifest.FORMAT,
            model,
            version,
            at,
            List.of("hat", "shoes"),
            Preprocessing.XCEPTION,
            List.of(0.5f, 0.25f),
            Map.of(ModelManifest.ONNX, FILE, ModelManifest.WEIGHTS, FILE),
            origin,
            null);
    store.put("weft", folder + "claim", new byte[] {1}, "text/plain");
    store.put("weft", folder + ModelManifest.ONNX, new byte[] {1}, "text/plain");
    store.put("weft", folder + ModelManifest.WEIGHTS, new byte[] {1}, "text/plain");
    store.put("weft", folder + "manifest.json", manifest.toJson(), "application/json");
  }
}
