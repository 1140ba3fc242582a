package dev.weft.classifier.serving;

import dev.weft.classifier.pipeline.ServingModel;
import dev.weft.events.ModelRef;
import dev.weft.modelstore.BundleCorruptException;
import dev.weft.modelstore.FeatureBinning;
import dev.weft.modelstore.ModelBundle;
import dev.weft.modelstore.ModelManifest;
import dev.weft.modelstore.ModelStore;
import dev.weft.xception.engine.Engine;
import dev.weft.xception.engine.EngineException;
import dev.weft.xception.engine.EngineOptions;
import dev.weft.xception.engine.EngineReport;
import dev.weft.xception.engine.Engines;
import dev.weft.xception.engine.GoldenCase;
import dev.weft.xception.hardware.Pace;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Loads one version: its manifest is read, its need of memory estimated, each file fetched and
 * checked against the manifest, the graph looked through, and the engine held to the golden case,
 * which also warms it.
 */
final class VersionLoader {

  private static final Logger LOG = Logger.getLogger("dev.weft.classifier");
  private static final long MIB = 1L << 20;

  private final ModelStore store;
  private final ModelChoice choice;

  VersionLoader(ModelStore store, ModelChoice choice) {
    this.store = store;
    this.choice = choice;
    Pace.prepare();
  }

  /**
   * Loads a version beside others; never throws for what a bundle holds.
   *
   * @param heldBytes what the others hold; 0 if there are none, and then any size is tried
   */
  LoadResult load(int version, long heldBytes) {
    var ref = new ModelRef(choice.name(), version);
    try {
      Optional<ModelManifest> manifest = store.manifest(choice.name(), version);
      if (manifest.isEmpty()) {
        return new LoadResult.Failed("version " + version + " is not in the store");
      }
      var options = new EngineOptions(choice.engine(), choice.threads(), maxBatch(), 0);
      Optional<String> tooLarge = tooLarge(manifest.get(), options, heldBytes);
      return tooLarge.isPresent()
          ? new LoadResult.Refused(tooLarge.get())
          : new LoadResult.Ready(load(ref, options, heldBytes == 0 ? Pace.QUICK : Pace.GENTLE));
    } catch (BundleCorruptException | EngineException e) {
      LOG.debugf(e, "model=%s is refused", ref);
      return new LoadResult.Refused("version " + version + ": " + e.getMessage());
    } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
      LOG.debugf(e, "model=%s could not be loaded", ref);
      return new LoadResult.Failed("version " + version + ": " + e.getMessage());
    }
  }

  private Optional<String> tooLarge(ModelManifest manifest, EngineOptions options, long heldBytes) {
    var size = manifest.preprocessing();
    long onnx = manifest.files().get(ModelManifest.ONNX).size();
    long need = Engines.predictBytes(onnx, size.height(), size.width(), options);
    if (heldBytes == 0 || heldBytes + need <= choice.memoryBytes()) {
      return Optional.empty();
    }
    return Optional.of(
        "version %d needs about %d MiB beside the %d MiB that are loaded, but models may hold %d MiB (weft.classifier.model-memory)"
            .formatted(
                manifest.version(), need / MIB, heldBytes / MIB, choice.memoryBytes() / MIB));
  }

  private ServingModel load(ModelRef ref, EngineOptions options, Pace pace) {
    ModelBundle bundle =
        store.fetch(ref.name(), ref.version(), choice.cache(), choice.maxBundleBytes(), pace);
    var manifest = bundle.manifest();
    var engine = Engines.load(bundle.files(), bundle.golden(), options, pace);
    try {
      return new ServingModel(
          ref,
          manifest.classes(),
          manifest.preprocessing(),
          engine,
          options.maxBatch(),
          pace.call(() -> binning(manifest, engine)));
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  /** Tried here, so that no image has to find out that the graph gives other features. */
  private static Optional<FeatureBinning> binning(ModelManifest manifest, Engine engine) {
    if (manifest.reference() == null || manifest.reference().features() == null) {
      return Optional.empty();
    }
    var size = manifest.preprocessing();
    FloatBuffer image =
        ByteBuffer.allocateDirect(size.tensorLength() * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer()
            .put(GoldenCase.image(size.height(), size.width()))
            .flip();
    FeatureBinning binning = manifest.reference().features().binning();
    try {
      binning.bins(engine.inferWithFeatures(image, 1).features()[0]);
    } catch (EngineException | IllegalArgumentException | UnsupportedOperationException e) {
      throw new EngineException("its reference of features cannot be used: " + e.getMessage(), e);
    }
    return Optional.of(binning);
  }

  private int maxBatch() {
    if (choice.maxBatch() > 0) {
      return choice.maxBatch();
    }
    String engine =
        choice.engine().equals("auto")
            ? Engines.available().stream()
                .filter(EngineReport::usable)
                .map(EngineReport::engine)
                .findFirst()
                .orElse("")
            : choice.engine();
    return engine.endsWith("-cuda") ? ModelChoice.GPU_BATCH : ModelChoice.CPU_BATCH;
  }
}
