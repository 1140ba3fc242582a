package dev.weft.standalone;

import dev.weft.events.catalog.Topics;
import dev.weft.imaging.Preprocessing;
import dev.weft.modelstore.ModelDraft;
import dev.weft.modelstore.ModelStore;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.s3.S3ObjectStore;
import dev.weft.startermodel.StarterModel;
import dev.weft.xception.keras.KerasImport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * A new store gets its bucket, and the starter model as the first version. One with a model of any
 * name has what it needs. One that has nothing although Kafka remembers what lay there is not new:
 * it came back without its disk, and is left alone.
 */
final class Starter {
  private static final Logger LOG = Logger.getLogger("dev.weft.standalone");

  private final StandaloneAddresses place;
  private final Optional<TopicHistory> history;

  /**
   * @param history empty where the store is known to be new
   */
  Starter(StandaloneAddresses place, Optional<TopicHistory> history) {
    this.place = place;
    this.history = history;
  }

  /**
   * @throws IllegalStateException if the bucket is gone
   */
  void ensureBucket() {
    try (ObjectStore store = new S3ObjectStore(place.store())) {
      String bucket = place.bucket();
      if (!store.hasBucket(bucket)) {
        history.ifPresent(
            past -> past.requireNone("bucket " + bucket, place, List.of(Topics.IMAGES_UPLOADED)));
      }
      store.ensureBucket(bucket);
    }
  }

  /**
   * Through the same import as any other Keras file. Of processes that start at once on one store
   * all publish the same version.
   *
   * @param drafted what was drafted ahead, and is closed here; null if nothing was
   * @throws IllegalStateException if versions lay in the bucket, and are gone
   */
  void publishIfNone(Path cache, Draft drafted) {
    try (Draft ahead = drafted;
        ObjectStore store = new S3ObjectStore(place.store())) {
      ModelStore models = new ModelStore(store, place.bucket());
      if (!models.models().isEmpty()) {
        return;
      }
      history.ifPresent(
          past ->
              past.requireNone(
                  "version of a model in bucket " + place.bucket(),
                  place,
                  List.of(Topics.ROLLOUTS_CHANGED, Topics.IMAGES_CLASSIFIED)));
      if (publish(models, cache, ahead)) {
        LOG.infof("The starter model is published as %s:1", StarterModel.NAME);
      }
    }
  }

  private static boolean publish(ModelStore models, Path cache, Draft ahead) {
    if (ahead != null) {
      return ahead.publish(models);
    }
    try (Draft draft = Draft.make(cache)) {
      return draft.publish(models);
    }
  }

  /** The starter's files on the cache's disk, so that they need only be moved into it. */
  static final class Draft implements AutoCloseable {
    private static final String FOLDER = ".starter";

    private final Path cache;
    private final Path work;
    private final ModelDraft draft;

    private Draft(Path cache, Path work, ModelDraft draft) {
      this.cache = cache;
      this.work = work;
      this.draft = draft;
    }

    static Draft make(Path cache) {
      try {
        clear(Files.createDirectories(cache));
        Path work = Files.createTempDirectory(cache, FOLDER);
        try {
          return new Draft(cache, work, read(work));
        } catch (IOException | RuntimeException e) {
          delete(work);
          throw e;
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write the starter model to " + cache, e);
      }
    }

    /** A kill in the middle of the first start leaves a draft behind. */
    private static void clear(Path cache) throws IOException {
      try (var left = Files.newDirectoryStream(cache, FOLDER + "*")) {
        left.forEach(Starter::delete);
      }
    }

    private static ModelDraft read(Path work) throws IOException {
      return KerasImport.draft(
              StarterModel.copyWeightsTo(work),
              StarterModel.NAME,
              StarterModel.classes(),
              Preprocessing.XCEPTION,
              work)
          .withMetrics(StarterModel.metrics())
          .withFiles(StarterModel.copyCompanionsTo(work));
    }

    private boolean publish(ModelStore models) {
      return models.publishFirst(draft, cache);
    }

    @Override
    public void close() {
      delete(work);
    }
  }

  private static void delete(Path folder) {
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
