package dev.weft.trainer.run.context;

import dev.weft.imaging.ImageReaders;
import dev.weft.imaging.Preprocessing;
import dev.weft.modelstore.GoldenCase;
import dev.weft.modelstore.ModelFiles;
import dev.weft.objectstore.ObjectStore;
import dev.weft.trainer.features.FeatureExtraction;
import dev.weft.trainer.features.FeatureExtraction.Extraction;
import dev.weft.trainer.features.FeatureSet;
import dev.weft.trainer.features.FeatureStore;
import dev.weft.trainer.features.ImagePass;
import dev.weft.trainer.features.PassListener;
import dev.weft.trainer.features.RefusedObjects;
import dev.weft.trainer.features.StoredImages;
import dev.weft.trainer.features.Views;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineInfo;
import dev.weft.xception.engine.EngineOptions;
import dev.weft.xception.engine.EngineReport;
import dev.weft.xception.engine.load.Engines;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs frozen networks over stored images, on the fastest engine that this machine has. */
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

  /** What a base has said of images so far. */
  public FeatureSet features(String baseId, Preprocessing preprocessing) {
    return features.open(baseId, preprocessing);
  }

  /** Removes what bases have said of some images. */
  public void forget(Set<String> sha256) {
    if (!sha256.isEmpty()) {
      features.remove(sha256);
    }
  }

  /** Passes over images as a network wants them. */
  public ImagePass pass(Preprocessing preprocessing) {
    return new ImagePass(
        new StoredImages(store, refused, settings.limits().maxBytes()),
        ImageReaders.create(settings.limits()),
        preprocessing,
        batch());
  }

  /** Lets a network say what its set lacks; it is loaded only if there is something. */
  public Extraction extract(
      ModelFiles files,
      GoldenCase golden,
      ImagePass pass,
      FeatureSet set,
      List<Views> wanted,
      PassListener listener) {
    if (wanted.stream().allMatch(views -> isThere(set, views))) {
      return new Extraction(0, Map.of());
    }
    var options = options(settings.engine(), pass.batchSize());
    // Heads are trained on features in float32, whichever graph serves.
    try (Engine engine = Engines.load(files.inFloat32(), golden, options)) {
      hardware = describe(engine.info());
      return new FeatureExtraction(pass, engine).run(wanted, set, listener);
    }
  }

  /** How a network is run here. */
  public EngineOptions options(String engine, int batch) {
    return new EngineOptions(engine, settings.threads(), batch, 0);
  }

  /** Threads of one call on a processor; 0 for as many as there are cores. */
  public int threads() {
    return settings.threads();
  }

  private static boolean isThere(FeatureSet set, Views views) {
    String sha256 = views.object().sha256();
    return views.shown().stream().allMatch(shown -> set.has(sha256, shown));
  }

  /** What the last network ran on; empty before the first. */
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
