package dev.weft.classifier.features;

import dev.weft.imaging.Preprocessing;
import dev.weft.modelstore.ModelBundle;
import java.util.Objects;

/**
 * The network whose features a model's trainings start from.
 *
 * @param bundle its files on this machine
 * @param id SHA-256 of its backbone, by which features are stored
 */
record FeatureBase(ModelBundle bundle, String id) {
  FeatureBase {
    Objects.requireNonNull(bundle, "bundle");
    Objects.requireNonNull(id, "id");
  }

  Preprocessing preprocessing() {
    return bundle.manifest().preprocessing();
  }
}
