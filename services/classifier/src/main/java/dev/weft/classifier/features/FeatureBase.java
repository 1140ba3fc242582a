package dev.weft.classifier.features;

import dev.weft.imaging.Preprocessing;
import dev.weft.modelstore.ModelBundle;
import java.util.Objects;

/**
 * The network whose features a model's trainings start from.
 *
 * @param bundle its files on this machine, as published
 * @param preprocessing the preprocessing of images, with the input size that trainings use
 * @param id SHA-256 of its backbone, by which features are stored
 */
record FeatureBase(ModelBundle bundle, Preprocessing preprocessing, String id) {
  FeatureBase {
    Objects.requireNonNull(bundle, "bundle");
    Objects.requireNonNull(preprocessing, "preprocessing");
    Objects.requireNonNull(id, "id");
  }

  /** Returns the base at the input size of a version that was trained from it. */
  FeatureBase at(Preprocessing version) {
    return new FeatureBase(bundle, preprocessing.withSize(version.width(), version.height()), id);
  }

  /** Whether it has the input size that it was published with. */
  boolean isAsPublished() {
    return preprocessing.equals(bundle.manifest().preprocessing());
  }
}
