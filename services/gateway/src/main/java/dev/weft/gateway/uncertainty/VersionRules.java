package dev.weft.gateway.uncertainty;

import dev.weft.events.ModelRef;
import dev.weft.modelstore.BundleCorruptException;
import dev.weft.modelstore.ModelManifest;
import dev.weft.modelstore.ModelStore;
import dev.weft.modelstore.uncertainty.UncertaintyRules;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The rules for uncertain answers of versions. Each version's rules are read only once, since
 * versions never change, and the {@value #KEPT} most recently used are cached. Thread-safe.
 */
public final class VersionRules {

  private static final Logger LOG = Logger.getLogger(VersionRules.class);
  private static final int KEPT = 8;
  private static final int MAX_BYTES = 32 << 20;

  private final ModelStore store;
  private final Map<ModelRef, Optional<UncertaintyRules>> known =
      new LinkedHashMap<>(16, 0.75f, true);

  public VersionRules(ModelStore store) {
    this.store = store;
  }

  /**
   * A version's rules; empty if it has none, or the file is invalid.
   *
   * @throws dev.weft.objectstore.StoreUnavailableException if the store does not answer
   */
  public synchronized Optional<UncertaintyRules> of(ModelManifest version) {
    ModelRef ref = new ModelRef(version.name(), version.version());
    Optional<UncertaintyRules> rules = known.get(ref);
    if (rules == null) {
      rules = read(ref, version);
      known.put(ref, rules);
      if (known.size() > KEPT) {
        known.remove(known.keySet().iterator().next());
      }
    }
    return rules;
  }

  private Optional<UncertaintyRules> read(ModelRef ref, ModelManifest version) {
    try {
      return store
          .file(version, UncertaintyRules.FILE, MAX_BYTES)
          .map(bytes -> UncertaintyRules.read(ref + "/" + UncertaintyRules.FILE, bytes));
    } catch (BundleCorruptException e) {
      LOG.warnf("the uncertainty rules of model=%s are ignored: %s", ref, e.getMessage());
      return Optional.empty();
    }
  }
}
