package dev.weft.trainer.run.start;

import dev.weft.events.ModelRef;
import dev.weft.features.Bases;
import dev.weft.modelstore.ModelBundle;
import dev.weft.modelstore.ModelManifest;
import dev.weft.modelstore.ModelStore;
import dev.weft.xception.weights.SafeTensors;
import dev.weft.xception.weights.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * A published version with its weights in memory: 84 MB.
 *
 * @param bundle the bundle on this machine's disk
 * @param weights the weights of the whole network
 * @param baseId identity of its base
 */
public record LoadedVersion(ModelBundle bundle, Weights weights, String baseId) {

  public static LoadedVersion of(ModelStore models, String name, int version, Path cache) {
    ModelBundle bundle = models.fetch(name, version, cache);
    try {
      Weights weights = SafeTensors.read(bundle.files().weights());
      return new LoadedVersion(bundle, weights, Bases.id(weights));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read the weights of %s:%d".formatted(name, version), e);
    }
  }

  public ModelManifest manifest() {
    return bundle.manifest();
  }

  public ModelRef ref() {
    return new ModelRef(manifest().name(), manifest().version());
  }
}
