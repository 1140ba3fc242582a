package dev.weft.modelstore;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Tracks the bundles that are in use in this process, by their directory: code that holds a bundle
 * may open its files at any time. Shared by the process, since several of its parts may share a
 * cache.
 */
final class BundlesInUse {
  private static final Map<Path, WeakReference<ModelBundle>> BUNDLES = new HashMap<>();

  private BundlesInUse() {}

  /** Marks the bundle's directory as in use until the bundle is no longer reachable. */
  static void add(ModelBundle bundle) {
    synchronized (BUNDLES) {
      BUNDLES.values().removeIf(reference -> reference.get() == null);
      BUNDLES.put(absolute(bundle.directory()), new WeakReference<>(bundle));
    }
  }

  static boolean has(Path directory) {
    synchronized (BUNDLES) {
      WeakReference<ModelBundle> reference = BUNDLES.get(absolute(directory));
      return reference != null && reference.get() != null;
    }
  }

  private static Path absolute(Path directory) {
    return directory.toAbsolutePath().normalize();
  }
}
