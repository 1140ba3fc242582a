package dev.weft.trainer.run.context;

import dev.weft.features.FeatureExtraction;
import dev.weft.features.FeatureExtraction.Extraction;
import dev.weft.features.FeatureSet;
import dev.weft.features.FeatureStore;
import dev.weft.features.ImagePass;
import dev.weft.features.PassListener;
import dev.weft.features.RefusedObjects;
import dev.weft.features.StoredImages;
import dev.weft.features.Views;
import dev.weft.imaging.ImageReaders;
import dev.weft.imaging.Preprocessing;
import dev.weft.modelstore.GoldenCase;
import dev.weft.modelstore.ModelFiles;
import dev.weft.objectstore.ObjectStore;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineInfo;
import dev.weft.xception.engine.EngineOptions;
import dev.weft.xception.engine.EngineReport;
import dev.weft.xception.engine.load.Engines;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs frozen networks over stored images on the fastest available engine. */
public final class Networks {
  private static final int CPU_BATCH = 4;
  private static final int GPU_BATCH = 64;

  private final ObjectStore store;
  private final String bucket;
  private final RunSettings settings;
  private final FeatureStore features;
  private final RefusedObjects refused;
  private String hardware = "";

  public Networks(ObjectStore store, String bucket, RefusedObjects refused, RunSettings settings) {
    this.store = store;
    this.bucket = bucket;
    this.refused = refused;
    this.settings = settings;
    this.features = new FeatureStore(store, bucket, settings.featureCache());
  }

  /** Returns a base's cached features. */
  public FeatureSet features(String baseId, Preprocessing preprocessing) {
    return features.open(baseId, preprocessing);
  }

  /** Removes the features of some images for all bases. */
  public void forget(Set<String> sha256) {
    if (!sha256.isEmpty()) {
      features.remove(sha256);
    }
  }

  /** Creates passes over images for a network's preprocessing. */
  public ImagePass pass(Preprocessing preprocessing) {
    return new ImagePass(
            new StoredImages(store, refused, settings.limits().maxBytes()),
            ImageReaders.create(settings.limits()),
            preprocessing,
            batch())
        .onThreads("weft-trainer-images");
  }

  /** Computes the features that a set lacks; the network is loaded only if there are any. */
  public Extraction extract(
      ModelFiles files,
      GoldenCase golden,
      ImagePass pass,
      FeatureSet set,
      List<Views> wanted,
      PassListener listener) {
    if (wanted.stream().allMatch(views -> isThere(set, views))) {
      set.keep(wanted);
      return new Extraction(0, Map.of());
    }
    var options = Engines.forFeatures(options(settings.engine(), pass.batchSize()));
    // Heads are trained on float32 features, whichever graph is served.
    try (Engine engine = Engines.load(files.inFloat32(), golden, options)) {
      hardware = describe(engine.info());
      Extraction extraction = new FeatureExtraction(pass, engine).run(wanted, set, listener);
      set.keep(wanted);
      return extraction;
    }
  }

  /** Returns the engine options of this machine. */
  public EngineOptions options(String engine, int batch) {
    return new EngineOptions(engine, settings.threads(), batch, 0);
  }

  /** Threads of one engine call on a processor; 0 for the number of cores. */
  public int threads() {
    return settings.threads();
  }

  private static boolean isThere(FeatureSet set, Views views) {
    String sha256 = views.object().sha256();
    return views.shown().stream().allMatch(shown -> set.has(sha256, shown));
  }

  /** Returns what the last network ran on; empty before the first. */
  public String hardware() {
    return hardware;
  }

  private static String describe(EngineInfo info) {
    return "%s on %s".formatted(info.name(), info.device());
  }

  private int batch() {
    boolean gpu =
        settings.engine().endsWith("-cuda")
            || settings.engine().equals("auto")
                && Engines.available().stream()
                    .filter(EngineReport::usable)
                    .findFirst()
                    .filter(report -> report.engine().endsWith("-cuda"))
                    .isPresent();
    return gpu ? GPU_BATCH : CPU_BATCH;
  }
}
