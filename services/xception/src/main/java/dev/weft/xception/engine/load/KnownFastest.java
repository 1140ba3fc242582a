package dev.weft.xception.engine.load;

import dev.weft.modelstore.ModelFiles;
import dev.weft.xception.engine.EngineCandidate;
import dev.weft.xception.engine.EngineOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The engines that were the fastest ones on this machine, so that they need not be compared for
 * each version. Thread-safe.
 */
final class KnownFastest {
  private final Map<Setting, EngineCandidate> engines = new ConcurrentHashMap<>();

  /** What speed depends on besides the machine. */
  private record Setting(EngineOptions options, int height, int width, boolean quantized) {
    static Setting of(ModelFiles files, EngineOptions options) {
      return new Setting(options, files.height(), files.width(), files.quantized().isPresent());
    }
  }

  /** Returns the fastest engine; null if it is not known. */
  EngineCandidate get(ModelFiles files, EngineOptions options) {
    return engines.get(Setting.of(files, options));
  }

  void put(ModelFiles files, EngineOptions options, EngineCandidate engine) {
    engines.put(Setting.of(files, options), engine);
  }

  /** The same, unless one is known. */
  void putIfAbsent(ModelFiles files, EngineOptions options, EngineCandidate engine) {
    engines.putIfAbsent(Setting.of(files, options), engine);
  }

  /**
   * Puts one before the others that are timed; those that are not keep their places.
   *
   * @param first one of them that is timed; may be null
   */
  static List<EngineCandidate> inOrder(List<EngineCandidate> all, EngineCandidate first) {
    if (first == null || !all.contains(first)) {
      return all;
    }
    int at = 0;
    while (!all.get(at).isTimed()) {
      at++;
    }
    List<EngineCandidate> ordered = new ArrayList<>(all);
    ordered.remove(first);
    ordered.add(at, first);
    return ordered;
  }
}
