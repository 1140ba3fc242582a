package dev.weft.modelstore;

import dev.weft.objectstore.GetResult;
import dev.weft.objectstore.ObjectStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Models that were created before they have a version: {@code models/<name>/model.json}.
 * Thread-safe; methods throw the exceptions of {@link ObjectStore}'s.
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
   * Declares a model, unless it was declared already; returns the valid declaration. From then on
   * images and labels may refer to the model, and wait for its first version.
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
   * Withdraws a declaration; does nothing if there is none. The caller must ensure that the model
   * has no version: it is unknown afterwards.
   */
  public void withdraw(String name) {
    store.delete(bucket, ModelKeys.declaration(name));
  }

  /**
   * Returns a model's declaration; empty if there is none, as for a model that began with an
   * import.
   *
   * @throws BundleCorruptException if the declaration is invalid
   */
  public Optional<DeclaredModel> of(String name) {
    String key = ModelKeys.declaration(name);
    return store.get(bucket, key, MAX_BYTES) instanceof GetResult.Found found
        ? Optional.of(Manifests.readDeclaration(key, found.bytes()))
        : Optional.empty();
  }

  /** Whether a model was declared; does not read the declaration. */
  public boolean has(String name) {
    return store.stat(bucket, ModelKeys.declaration(name)).isPresent();
  }

  /** Returns the names of the declared models, sorted. */
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
