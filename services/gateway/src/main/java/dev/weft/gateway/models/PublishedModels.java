package dev.weft.gateway.models;

import dev.weft.modelstore.BundleCorruptException;
import dev.weft.modelstore.ModelManifest;
import dev.weft.modelstore.ModelStore;
import dev.weft.objectstore.StoreRefusedException;
import dev.weft.objectstore.StoreUnavailableException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** What lies in the store, each manifest read once: nothing of a version changes. Thread-safe. */
public final class PublishedModels {

  private static final Logger LOG = Logger.getLogger(PublishedModels.class);

  private final ModelStore store;
  private final Map<String, ModelManifest> manifests = new ConcurrentHashMap<>();

  public PublishedModels(ModelStore store) {
    this.store = store;
  }

  /** Names of the models that have a version, sorted. */
  public List<String> names() {
    return store.models();
  }

  /** A model's versions, the oldest first; one whose manifest makes no sense is left out. */
  public List<ModelManifest> versions(String name) {
    return store.versions(name).stream().flatMap(version -> known(name, version).stream()).toList();
  }

  /** A version; empty if the store has none, or no longer. */
  public Optional<ModelManifest> version(String name, int version) {
    return store.versions(name).contains(version) ? known(name, version) : Optional.empty();
  }

  /**
   * A version that is there or was; empty if nobody knows it, or the store does not answer. Without
   * a look at the store for one that is known.
   */
  Optional<ModelManifest> lineage(String name, int version) {
    ModelManifest known = manifests.get(name + "/" + version);
    if (known != null) {
      return Optional.of(known);
    }
    try {
      return store.lineage(name, version);
    } catch (BundleCorruptException | StoreUnavailableException | StoreRefusedException e) {
      LOG.debugf("nothing is known of model %s:%d: %s", name, version, e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<ModelManifest> known(String name, int version) {
    String key = name + "/" + version;
    ModelManifest known = manifests.get(key);
    if (known != null) {
      return Optional.of(known);
    }
    try {
      Optional<ModelManifest> manifest = store.manifest(name, version);
      manifest.ifPresent(found -> manifests.put(key, found));
      return manifest;
    } catch (BundleCorruptException e) {
      LOG.warnf("model %s is left out: %s", key, e.getMessage());
      return Optional.empty();
    }
  }
}
