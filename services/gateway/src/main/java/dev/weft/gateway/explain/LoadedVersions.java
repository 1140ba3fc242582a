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

/**
 * The versions that are held in memory, those asked for last: each takes some 170 MB. For one
 * thread at a time, but for {@link #size}.
 */
final class LoadedVersions implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(LoadedVersions.class);

  private final int most;
  private final Function<ModelRef, Optional<ExplainedVersion>> loader;

  private volatile int size;

  /** The one asked for longest ago comes first. */
  private final Map<ModelRef, ExplainedVersion> loaded = new LinkedHashMap<>(4, 0.75f, true);

  /**
   * @param most how many are held, at least 1
   * @param loader gives nothing for a version that is not published
   */
  LoadedVersions(int most, Function<ModelRef, Optional<ExplainedVersion>> loader) {
    this.most = most;
    this.loader = loader;
  }

  /**
   * The version, loaded if it is not, after another was closed if there would be too many; empty if
   * it is not published. Throws what the loader does.
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
              Subject.version(model), () -> LOG.infof("model=%s is loaded to explain it", model));
        });
    return version;
  }

  /** How many are held; any thread. */
  int size() {
    return size;
  }

  /** Closes all; versions may be asked for again. */
  @Override
  public void close() {
    List<ExplainedVersion> all = new ArrayList<>(loaded.values());
    loaded.clear();
    all.forEach(ExplainedVersion::close);
    size = 0;
  }
}
