package dev.weft.gateway.models;

import dev.weft.base.DaemonThreads;
import dev.weft.modelstore.BundleCorruptException;
import dev.weft.modelstore.DeclaredModel;
import dev.weft.modelstore.ModelManifest;
import dev.weft.modelstore.ModelStore;
import dev.weft.objectstore.StoreRefusedException;
import dev.weft.objectstore.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/**
 * Models in the store. Each manifest is read only once, since versions never change. Thread-safe.
 */
public final class PublishedModels {

  private static final Logger LOG = Logger.getLogger(PublishedModels.class);
  private static final long SEEN_NANOS = Duration.ofSeconds(10).toNanos();

  private static final long NUMBERS_NANOS = Duration.ofSeconds(2).toNanos();

  private final ModelStore store;
  private final Map<String, ModelManifest> manifests = new ConcurrentHashMap<>();

  /** When a created model was last seen; another gateway may have deleted it since. */
  private final Map<String, Long> created = new ConcurrentHashMap<>();

  private final Map<String, Numbers> numbers = new ConcurrentHashMap<>();
  private final Set<String> beingRead = ConcurrentHashMap.newKeySet();
  private final Executor reader =
      Executors.newSingleThreadExecutor(DaemonThreads.single("weft-gateway-versions"));

  public PublishedModels(ModelStore store) {
    this.store = store;
  }

  /** Names of the models that have a version, sorted. */
  public List<String> names() {
    return store.models();
  }

  /** Names of the models that have a version or were created, sorted. */
  public List<String> allNames() {
    SortedSet<String> names = new TreeSet<>(store.models());
    names.addAll(store.declarations().names());
    return List.copyOf(names);
  }

  /** Whether a model has a version or was created; for a created one, cached for some seconds. */
  public boolean isKnown(String name) {
    Long seen = created.get(name);
    if (seen != null && System.nanoTime() - seen < SEEN_NANOS) {
      return true;
    }
    if (declaration(name).isPresent()) {
      created.put(name, System.nanoTime());
      return true;
    }
    created.remove(name);
    return !store.versions(name).isEmpty();
  }

  /**
   * The declaration with which a model was created; empty if it was not, or the declaration is
   * invalid.
   */
  public Optional<DeclaredModel> declaration(String name) {
    try {
      return store.declarations().of(name);
    } catch (BundleCorruptException e) {
      LOG.warnf("the declaration of model %s is ignored: %s", name, e.getMessage());
      return Optional.empty();
    }
  }

  /** Creates a model, unless it exists; returns the declaration in effect. */
  public DeclaredModel create(DeclaredModel model) {
    return store.declarations().declare(model);
  }

  /** Deletes a created model. */
  public void delete(String name) {
    store.declarations().withdraw(name);
    created.remove(name);
  }

  /** Whether trainings may start from this version, or base. */
  public boolean isBase(String name, int version) {
    return store.manifest(name, version).isPresent() || store.base(name, version).isPresent();
  }

  /** Whether a base of this name exists. */
  public boolean isBase(String name) {
    return !store.versions(name).isEmpty() || store.newestBase(name).isPresent();
  }

  /**
   * Numbers of a model's versions, the oldest first. Blocks for the store at the first call only;
   * later results may be some seconds old, or the last ones if the store does not answer.
   */
  public List<Integer> numbers(String name) {
    Numbers known = numbers.get(name);
    if (known == null) {
      return read(name).versions();
    }
    if (System.nanoTime() - known.nanos() > NUMBERS_NANOS && beingRead.add(name)) {
      reader.execute(
          () -> {
            try {
              read(name);
            } finally {
              beingRead.remove(name);
            }
          });
    }
    return known.versions();
  }

  private Numbers read(String name) {
    List<Integer> versions;
    try {
      versions = store.versions(name);
    } catch (StoreUnavailableException | StoreRefusedException e) {
      LOG.debugf("the published versions of %s are unknown: %s", name, e.getMessage());
      Numbers known = numbers.get(name);
      versions = known == null ? List.of() : known.versions();
    }
    Numbers now = new Numbers(versions, System.nanoTime());
    numbers.put(name, now);
    return now;
  }

  /**
   * @param nanos when they were read
   */
  private record Numbers(List<Integer> versions, long nanos) {}

  /** A model's versions, the oldest first; one with an invalid manifest is omitted. */
  public List<ModelManifest> versions(String name) {
    return store.versions(name).stream().flatMap(version -> known(name, version).stream()).toList();
  }

  /** A version; empty if it is not, or no longer, in the store. */
  public Optional<ModelManifest> version(String name, int version) {
    return store.versions(name).contains(version) ? known(name, version) : Optional.empty();
  }

  /**
   * A version that exists or existed; empty if it is unknown, or the store does not answer. Does
   * not query the store for a known one.
   */
  Optional<ModelManifest> lineage(String name, int version) {
    ModelManifest known = manifests.get(name + "/" + version);
    if (known != null) {
      return Optional.of(known);
    }
    try {
      return store.lineage(name, version);
    } catch (BundleCorruptException | StoreUnavailableException | StoreRefusedException e) {
      LOG.debugf("model %s:%d is unknown: %s", name, version, e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Classes of one version that another does not have, in the order of the first; empty if either
   * is unknown, or the store does not answer.
   */
  public List<String> forgotten(String name, int by, int of) {
    try {
      Optional<ModelManifest> before = known(name, of);
      Optional<ModelManifest> after = known(name, by);
      if (before.isEmpty() || after.isEmpty()) {
        return List.of();
      }
      List<String> classes = new ArrayList<>(before.get().classes());
      classes.removeAll(after.get().classes());
      return List.copyOf(classes);
    } catch (StoreUnavailableException | StoreRefusedException e) {
      LOG.debugf("the classes of %s:%d are unknown: %s", name, by, e.getMessage());
      return List.of();
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
      LOG.warnf("model %s is omitted: %s", key, e.getMessage());
      return Optional.empty();
    }
  }
}
