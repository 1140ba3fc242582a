package dev.weft.modelstore;

import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Bundles that somebody in this process still has, by their directory: whoever has one may open its
 * files at any time. One for the process, since several of its parts may share a cache.
 */
final class BundlesInUse {
  private static final Map<Path, WeakReference<ModelBundle>> BUNDLES = new HashMap<>();

  private BundlesInUse() {}

  /** From now on, until nothing refers to the bundle, its directory is in use. */
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
