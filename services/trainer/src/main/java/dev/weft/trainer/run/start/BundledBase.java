package dev.weft.trainer.run.start;

import dev.weft.imagenetbase.ImagenetBase;
import dev.weft.imaging.Preprocessing;
import dev.weft.modelstore.ModelDraft;
import dev.weft.modelstore.ModelManifest;
import dev.weft.modelstore.ModelStore;
import dev.weft.trainer.run.context.TrainingMonitor;
import dev.weft.xception.keras.KerasImport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * The base that is shipped with Weft. It is imported into the store when the first training needs
 * it.
 */
public final class BundledBase {
  static final String NAME = ImagenetBase.NAME;

  private static final String FOLDER = ".imagenet";

  private final ModelStore models;
  private final Path cache;
  private final TrainingMonitor monitor;

  /**
   * @param cache the cache of versions on this machine's disk
   * @param monitor notified of the import
   */
  public BundledBase(ModelStore models, Path cache, TrainingMonitor monitor) {
    this.models = models;
    this.cache = cache;
    this.monitor = monitor;
  }

  /** Returns its version in the store, importing it if necessary. */
  public int version() {
    OptionalInt there = models.newestBase(NAME);
    return there.isPresent() ? there.getAsInt() : publish();
  }

  private int publish() {
    monitor.noted("importing the base " + NAME + ", which is included in Weft");
    Path work = null;
    try {
      clear(Files.createDirectories(cache));
      work = Files.createTempDirectory(cache, FOLDER);
      Path weights = ImagenetBase.copyWeightsTo(work);
      Path license = work.resolve(ModelManifest.WEIGHTS_LICENSE);
      Files.writeString(license, ImagenetBase.license(), StandardCharsets.UTF_8);
      ModelDraft draft = KerasImport.base(weights, NAME, Preprocessing.XCEPTION, work);
      return models.publishBase(draft.withFile(ModelManifest.WEIGHTS_LICENSE, license), cache);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the base " + NAME + " to " + cache, e);
    } finally {
      if (work != null) {
        delete(work);
      }
    }
  }

  /** Deletes files that a process killed during an import left behind. */
  private static void clear(Path cache) throws IOException {
    try (var left = Files.newDirectoryStream(cache, FOLDER + "*")) {
      left.forEach(BundledBase::delete);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + folder, e);
    }
  }
}
