package dev.weft.standalone;

import dev.weft.imaging.Preprocessing;
import dev.weft.modelstore.KerasImport;
import dev.weft.modelstore.ModelDraft;
import dev.weft.modelstore.ModelStore;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.S3ObjectStore;
import dev.weft.startermodel.StarterModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.logging.Logger;

/** An empty store gets its bucket, and the starter model as the first version. */
final class Starter {
  private static final Logger LOG = Logger.getLogger("dev.weft.standalone");

  private Starter() {}

  static void ensureBucket(Place place) {
    try (ObjectStore store = new S3ObjectStore(place.store())) {
      store.ensureBucket(place.bucket());
    }
  }

  /** Through the same import as any other Keras file. */
  static void publishIfNone(Place place, Path cache) {
    try (ObjectStore store = new S3ObjectStore(place.store())) {
      ModelStore models = new ModelStore(store, place.bucket());
      if (models.newest(StarterModel.NAME).isEmpty()) {
        int version = publish(models, cache);
        LOG.infof("The starter model is published as %s:%d", StarterModel.NAME, version);
      }
    }
  }

  private static int publish(ModelStore models, Path cache) {
    Path work = null;
    try {
      // On the cache's disk, so that the files need only be moved into it.
      work = Files.createTempDirectory(Files.createDirectories(cache), ".starter");
      ModelDraft draft =
          KerasImport.draft(
              StarterModel.copyWeightsTo(work),
              StarterModel.NAME,
              StarterModel.classes(),
              Preprocessing.XCEPTION,
              work);
      return models.publish(draft, cache);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the starter model to " + cache, e);
    } finally {
      delete(work);
    }
  }

  private static void delete(Path folder) {
    if (folder == null) {
      return;
    }
    try (var files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      LOG.debugf(e, "left behind: %s", folder);
    }
  }
}
