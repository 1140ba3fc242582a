package dev.weft.modelstore;

import dev.weft.modelstore.ModelManifest.Parent;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Finds the version whose base a model's trainings start from. */
public final class RootVersion {
  private RootVersion() {}

  /**
   * Returns the version or base that was not trained for this model and that a version descends
   * from, or the oldest ancestor that remains. Versions in between may have been removed.
   *
   * @param name the trained model
   * @param version the version that serves, or another one to train from
   * @throws BundleCorruptException if a manifest is invalid
   */
  public static Parent of(ModelStore models, String name, int version) {
    Set<Parent> seen = new HashSet<>();
    Parent root = new Parent(name, version);
    Optional<Parent> at = Optional.of(root);
    while (at.isPresent() && seen.add(at.get())) {
      Parent now = at.get();
      if (isThere(models, now)) {
        root = now;
      }
      // The ancestors of another model's version do not count.
      at =
          now.name().equals(name)
              ? models.lineage(name, now.version()).flatMap(ModelManifest::parent)
              : Optional.empty();
    }
    return root;
  }

  private static boolean isThere(ModelStore models, Parent version) {
    return models.manifest(version.name(), version.version()).isPresent()
        || models.base(version.name(), version.version()).isPresent();
  }
}
