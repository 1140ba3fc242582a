package dev.weft.classifier.serving;

import dev.weft.modelstore.ModelBundle;
import dev.weft.modelstore.ModelManifest;
import dev.weft.modelstore.reference.FeatureProjection;
import dev.weft.modelstore.uncertainty.UncertaintyRules;
import dev.weft.xception.weights.BackboneDigest;
import dev.weft.xception.weights.WeightsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Creates the projections by which versions' features are compared. */
final class FeatureProjections {

  private static final Logger LOG = Logger.getLogger("dev.weft.classifier");

  private FeatureProjections() {}

  /** Whether the version's features have a reference, by which they are binned. */
  static boolean hasReference(ModelManifest manifest) {
    return manifest.reference() != null && manifest.reference().features() != null;
  }

  /**
   * A version's projection; empty if nothing else requests features from the graph, which would
   * then be computed for sketches alone. Unreadable weights are no reason to refuse a version that
   * serves by its graph: it only makes no sketches.
   */
  static Optional<FeatureProjection> of(ModelBundle bundle, Optional<UncertaintyRules> rules) {
    if (!hasReference(bundle.manifest()) && !rules.map(UncertaintyRules::hasScore).orElse(false)) {
      return Optional.empty();
    }
    Path weights = bundle.files().weights();
    try {
      return Optional.of(
          FeatureProjection.of(BackboneDigest.of(weights), bundle.manifest().preprocessing()));
    } catch (IOException | WeightsException e) {
      LOG.warnf("cannot compute feature sketches: %s: %s", weights, e.getMessage());
      return Optional.empty();
    }
  }
}
