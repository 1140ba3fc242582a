package dev.weft.modelstore;

import dev.weft.objectstore.GetResult;
import dev.weft.objectstore.ObjectStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Models that somebody wants, before they have a version: {@code models/<name>/model.json}.
 * Thread-safe; methods throw what {@link ObjectStore}'s do.
 */
public final class Declarations {
  private static final int MAX_BYTES = 1 << 16;

  private final ObjectStore store;
  private final String bucket;

  Declarations(ObjectStore store, String bucket) {
    this.store = store;
    this.bucket = bucket;
  }

  /**
   * Declares a model, unless it was declared already; what holds is returned. From now on images
   * and labels may be for it, and wait for its first version.
   */
  public DeclaredModel declare(DeclaredModel model) {
    store.putIfAbsent(
        bucket,
        ModelKeys.declaration(model.name()),
        Manifests.write(model),
        "application/json",
        Map.of());
    return of(model.name()).orElse(model);
  }

  /**
   * Takes a declaration back; nothing happens if there is none. For a model that has no version,
   * which is for the caller to know: from now on nobody knows it.
   */
  public void withdraw(String name) {
    store.delete(bucket, ModelKeys.declaration(name));
  }

  /**
   * What a model was declared to be; empty if nobody did, as of one that began with an import.
   *
   * @throws BundleCorruptException if the declaration makes no sense
   */
  public Optional<DeclaredModel> of(String name) {
    String key = ModelKeys.declaration(name);
    return store.get(bucket, key, MAX_BYTES) instanceof GetResult.Found found
        ? Optional.of(Manifests.readDeclaration(key, found.bytes()))
        : Optional.empty();
  }

  /** Whether a model was declared; does not read what it was declared to be. */
  public boolean has(String name) {
    return store.stat(bucket, ModelKeys.declaration(name)).isPresent();
  }

  /** Names of the models that were declared, sorted. */
  public List<String> names() {
    TreeSet<String> names = new TreeSet<>();
    store
        .list(bucket, ModelKeys.ROOT, null)
        .forEachRemaining(
            object -> {
              String name = ModelKeys.declared(object.key());
              if (name != null) {
                names.add(name);
              }
            });
    return List.copyOf(names);
  }
}
