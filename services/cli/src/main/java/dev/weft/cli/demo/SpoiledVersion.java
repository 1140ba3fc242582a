package dev.weft.cli.demo;

import dev.weft.modelstore.ModelBundle;
import dev.weft.modelstore.ModelDraft;
import dev.weft.modelstore.ModelManifest;
import dev.weft.modelstore.ModelStore;
import dev.weft.modelstore.Origin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A version that passes every check and is wrong about everything: another one with its labels in
 * the wrong order, as a mistake in a label file makes it.
 */
final class SpoiledVersion {
  private final ModelStore models;

  SpoiledVersion(ModelStore models) {
    this.models = models;
  }

  /**
   * Publishes it.
   *
   * @param of the version that is spoiled
   * @param work folder that is thrown away afterwards
   * @return its number
   */
  int publish(String model, int of, Path work) {
    ModelBundle bundle = models.fetch(model, of, work);
    ModelManifest manifest = bundle.manifest();
    return models.publish(
        new ModelDraft(
            model,
            shifted(manifest.classes()),
            manifest.preprocessing(),
            bundle.golden(),
            Map.of(
                ModelManifest.ONNX,
                bundle.directory().resolve(ModelManifest.ONNX),
                ModelManifest.WEIGHTS,
                bundle.directory().resolve(ModelManifest.WEIGHTS)),
            Origin.imported(
                "demo", "labels of " + model + ":" + of + " in the wrong order", null)));
  }

  /** Each label where its neighbour belongs. */
  static List<String> shifted(List<String> classes) {
    List<String> shifted = new ArrayList<>(classes);
    Collections.rotate(shifted, 1);
    return shifted;
  }
}
