package dev.weft.classifier.features;

import dev.weft.features.Augmentation;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Images whose features this process has computed lately, so that it does not repeat itself. */
final class RecentImages {
  private static final int MOST = 20_000;

  private final Map<String, Set<Integer>> shown =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Set<Integer>> eldest) {
          return size() > MOST;
        }
      };

  synchronized void add(String sha256, Augmentation augmentation) {
    shown.computeIfAbsent(sha256, key -> new HashSet<>(4)).add(augmentation.number());
  }

  /** Forgets all, since what was computed may not have been stored. */
  synchronized void clear() {
    shown.clear();
  }

  synchronized boolean has(String sha256, Augmentation augmentation) {
    Set<Integer> known = shown.get(sha256);
    return known != null && known.contains(augmentation.number());
  }
}
