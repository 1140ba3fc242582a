package dev.weft.standalone;

import dev.weft.events.catalog.Topics;
import dev.weft.gateway.reconcile.ReconcileMark;
import dev.weft.imaging.Preprocessing;
import dev.weft.kafka.client.Backoff;
import dev.weft.modelstore.ModelDraft;
import dev.weft.modelstore.ModelStore;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoreUnavailableException;
import dev.weft.objectstore.s3.S3ObjectStore;
import dev.weft.startermodel.StarterModel;
import dev.weft.xception.keras.KerasImport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/**
 * Initializes a new store: creates its bucket, and publishes the starter model as the first
 * version. A store that has a model of any name is left as it is. An empty store of which Kafka has
 * records is not new: it has lost its disk, and is not initialized.
 */
final class Starter {
  private static final Logger LOG = Logger.getLogger("dev.weft.standalone");

  /**
   * For how long its own store may be slow: it starts in the same process, and on a busy machine
   * requests time out until it is warm.
   */
  private static final Duration OWN_STORE_TIMEOUT = Duration.ofMinutes(1);

  private static final Backoff OWN_STORE_BACKOFF =
      new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));

  private final StandaloneAddresses place;
  private final Optional<TopicHistory> history;

  /**
   * @param history empty if the store is known to be new
   */
  Starter(StandaloneAddresses place, Optional<TopicHistory> history) {
    this.place = place;
    this.history = history;
  }

  /**
   * @throws IllegalStateException if the bucket was there and is gone
   */
  void ensureBucket() {
    long deadline = System.nanoTime() + OWN_STORE_TIMEOUT.toNanos();
    try (ObjectStore store = new S3ObjectStore(place.store())) {
      for (int failures = 1; ; failures++) {
        try {
          ensureBucket(store);
          return;
        } catch (StoreUnavailableException e) {
          if (!place.hasOwnStore() || System.nanoTime() - deadline > 0) {
            throw e;
          }
          LOG.warnf("its own object store is slow, retrying: %s", e.getMessage());
          pause(failures, e);
        }
      }
    }
  }

  private static void pause(int failures, StoreUnavailableException failure) {
    try {
      Thread.sleep(OWN_STORE_BACKOFF.delay(failures, RandomGenerator.getDefault()).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }

  private void ensureBucket(ObjectStore store) {
    String bucket = place.bucket();
    if (store.hasBucket(bucket)) {
      return;
    }
    history.ifPresent(
        past -> past.requireNone("bucket " + bucket, place, List.of(Topics.IMAGES_UPLOADED)));
    store.ensureBucket(bucket);
    if (place.hasOwnStore() && place.hasOwnBroker()) {
      // No other gateway can have stored uploads.
      ReconcileMark.begin(store, bucket, Instant.now());
    }
  }

  /**
   * Publishes the starter model, by the import that is used for any Keras file, if there is no
   * model. Processes that start at the same time on one store publish the same version.
   *
   * @param drafted the draft prepared in advance, which is closed here; null if there is none
   * @throws IllegalStateException if versions were in the bucket and are gone
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
        LOG.infof("published the starter model as %s:1", StarterModel.NAME);
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

  /**
   * The starter model's files, on the disk of the cache so that they only need to be moved into it.
   */
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
        } catch (RuntimeException e) {
          delete(work);
          throw e;
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write the starter model to " + cache, e);
      }
    }

    /** Deletes a draft that was left by a kill during the first start. */
    private static void clear(Path cache) throws IOException {
      try (var left = Files.newDirectoryStream(cache, FOLDER + "*")) {
        left.forEach(Starter::delete);
      }
    }

    private static ModelDraft read(Path work) {
      ModelDraft draft =
          KerasImport.draft(
              StarterModel.copyWeightsTo(work),
              StarterModel.NAME,
              StarterModel.classes(),
              Preprocessing.XCEPTION,
              work);
      return KerasImport.withQuantized(
              draft, StarterModel.copyRangesTo(work), StarterModel.copyQuantizedTo(work), work)
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
      LOG.debugf(e, "cannot delete %s", folder);
    }
  }
}
