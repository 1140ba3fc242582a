package dev.weft.gateway.models;

import dev.weft.events.ModelRef;
import dev.weft.gateway.cache.ExpiringValue;
import dev.weft.modelstore.ModelManifest;
import dev.weft.modelstore.reference.FeatureReference;
import dev.weft.modelstore.reference.Reference;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Feature distributions of versions' test images, cached for callers that need thousands at once.
 * Thread-safe.
 */
public final class FeatureReferences {

  private static final Duration AGE = Duration.ofSeconds(30);

  private final PublishedModels models;
  private final Map<ModelRef, ExpiringValue<Optional<FeatureReference>>> known =
      new ConcurrentHashMap<>();

  public FeatureReferences(PublishedModels models) {
    this.models = models;
  }

  /** A version's reference; empty if it has none, or it is unknown now. */
  public Optional<FeatureReference> of(ModelRef version) {
    return known
        .computeIfAbsent(version, asked -> new ExpiringValue<>(AGE, () -> find(asked)))
        .get();
  }

  private Optional<FeatureReference> find(ModelRef version) {
    return models
        .lineage(version.name(), version.version())
        .map(ModelManifest::reference)
        .map(Reference::features);
  }
}
