package dev.weft.gateway.explain;

import dev.weft.events.ModelRef;
import dev.weft.telemetry.LogFields;
import dev.weft.telemetry.Subject;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** LRU cache of loaded versions, of some 170 MB each. Not thread-safe, except {@link #size}. */
final class LoadedVersions implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(LoadedVersions.class);

  private final int most;
  private final Function<ModelRef, Optional<ExplainedVersion>> loader;

  private volatile int size;

  /** In access order: the least recently used version comes first. */
  private final Map<ModelRef, ExplainedVersion> loaded = new LinkedHashMap<>(4, 0.75f, true);

  /**
   * @param most capacity, at least 1
   * @param loader returns empty for a version that is not published
   */
  LoadedVersions(int most, Function<ModelRef, Optional<ExplainedVersion>> loader) {
    this.most = most;
    this.loader = loader;
  }

  /**
   * Returns the version, loading it if necessary, after closing the least recently used one if the
   * cache is full; empty if it is not published. Throws the loader's exceptions.
   */
  Optional<ExplainedVersion> get(ModelRef model) {
    ExplainedVersion known = loaded.get(model);
    if (known != null) {
      return Optional.of(known);
    }
    while (loaded.size() >= most) {
      Iterator<ExplainedVersion> oldest = loaded.values().iterator();
      ExplainedVersion gone = oldest.next();
      oldest.remove();
      gone.close();
      size = loaded.size();
    }
    Optional<ExplainedVersion> version = loader.apply(model);
    version.ifPresent(
        found -> {
          loaded.put(model, found);
          size = loaded.size();
          LogFields.about(
              Subject.version(model), () -> LOG.infof("loaded model=%s for explanations", model));
        });
    return version;
  }

  /** Number of loaded versions; thread-safe. */
  int size() {
    return size;
  }

  /** Closes all versions; they can be loaded again afterwards. */
  @Override
  public void close() {
    List<ExplainedVersion> all = new ArrayList<>(loaded.values());
    loaded.clear();
    all.forEach(ExplainedVersion::close);
    size = 0;
  }
}
