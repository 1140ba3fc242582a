package dev.weft.classifier.features;

import dev.weft.base.LoadPriority;
import dev.weft.classifier.inflight.ServingModel;
import dev.weft.classifier.serving.ModelChoice;
import dev.weft.events.ModelRef;
import dev.weft.features.Bases;
import dev.weft.imaging.Preprocessing;
import dev.weft.modelstore.ModelBundle;
import dev.weft.modelstore.ModelManifest.Parent;
import dev.weft.modelstore.ModelStore;
import dev.weft.modelstore.RootVersion;
import dev.weft.xception.engine.load.Engines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Finds the base of a version's trainings, and whether the version itself computes the same
 * features. Remembers the last answer; not thread-safe.
 */
class FeatureBases {
  private static final int MOST = 8;

  private final ModelStore models;
  private final ModelChoice choice;
  private final Map<ModelRef, String> ids =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ModelRef, String> eldest) {
          return size() > MOST;
        }
      };
  private ModelRef last;
  private FeatureBase base;

  FeatureBases(ModelStore models, ModelChoice choice) {
    this.models = models;
    this.choice = choice;
  }

  /**
   * Returns the base of trainings from a version, at the version's input size, which trainings keep
   * unless told otherwise; fetches it if this machine does not have it.
   *
   * @throws dev.weft.xception.weights.WeightsException if its weights are damaged
   */
  FeatureBase of(ModelRef version) {
    if (!version.equals(last)) {
      Parent root = RootVersion.of(models, version.name(), version.version());
      base = fetched(root.name(), root.version()).at(preprocessing(version));
      last = version;
    }
    return base;
  }

  /**
   * Whether a version computes the features of its trainings' base: it has the base's backbone and
   * preprocessing, and serves in float32. Features of an 8-bit graph or in bfloat16 differ.
   */
  boolean isOwn(ServingModel model) {
    FeatureBase wanted = of(model.ref());
    return Engines.isFloat(model.engine().info().name())
        && model.preprocessing().equals(wanted.preprocessing())
        && idOf(model.ref()).equals(wanted.id());
  }

  private Preprocessing preprocessing(ModelRef version) {
    return models.lineage(version.name(), version.version()).orElseThrow().preprocessing();
  }

  private String idOf(ModelRef version) {
    return ids.computeIfAbsent(version, ref -> fetched(ref.name(), ref.version()).id());
  }

  private FeatureBase fetched(String name, int version) {
    ModelBundle bundle =
        models.fetch(
            name, version, choice.cache(), choice.maxBundleBytes(), LoadPriority.BACKGROUND);
    try {
      return new FeatureBase(
          bundle, bundle.manifest().preprocessing(), Bases.id(bundle.files().weights()));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot read the weights of %s:%d".formatted(name, version), e);
    }
  }
}
