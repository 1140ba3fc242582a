package dev.weft.trainer.app;

import dev.weft.events.kafka.EventCodec;
import dev.weft.features.FeatureStore;
import dev.weft.features.RefusedObjects;
import dev.weft.kafka.cdi.Brokers;
import dev.weft.modelstore.BundleCorruptException;
import dev.weft.modelstore.ModelStore;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoreRefusedException;
import dev.weft.objectstore.StoreUnavailableException;
import dev.weft.objectstore.cdi.StoreConfig;
import dev.weft.trainer.labels.ErasedImages;
import dev.weft.trainer.labels.ErasureTopic;
import dev.weft.trainer.labels.ImageDigests;
import dev.weft.trainer.retention.ErasedFeatures;
import dev.weft.trainer.retention.TrainingLeftovers;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.IntSupplier;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/** Periodically removes leftovers of trainings, and features of erased images. */
@Singleton
class Cleaning {

  /** Classifiers store features within a minute after they have read the image. */
  private static final Duration SETTLED = Duration.ofMinutes(5);

  private static final Logger LOG = Logger.getLogger("dev.weft.trainer");

  private final TrainerConfig config;
  private final TrainingLeftovers leftovers;
  private final ErasedFeatures erased;
  private final FeatureStore features;
  private final IntSupplier directories;

  @Inject
  Cleaning(
      TrainerConfig config,
      StoreConfig storeConfig,
      Brokers brokers,
      EventCodec codec,
      ObjectStore store,
      ModelStore models,
      TrainerService trainer) {
    this(
        config,
        store,
        storeConfig.bucket(),
        models,
        new ErasureTopic(brokers.config(), codec),
        trainer::removeLeftovers);
  }

  /**
   * @param directories deletes directories of ended trainings; returns their number
   */
  Cleaning(
      TrainerConfig config,
      ObjectStore store,
      String bucket,
      ModelStore models,
      ErasedImages erasures,
      IntSupplier directories) {
    this.config = config;
    this.directories = directories;
    this.features = new FeatureStore(store, bucket, ConfiguredSettings.featureCache(config));
    this.erased =
        new ErasedFeatures(
            store,
            bucket,
            erasures,
            new ImageDigests(store, bucket, new RefusedObjects(store, bucket)),
            features,
            SETTLED,
            InstantSource.system());
    this.leftovers =
        new TrainingLeftovers(
            store, bucket, models, config.retention().keep(), InstantSource.system());
  }

  @Scheduled(
      every = "{weft.trainer.retention.erased}",
      delayed = "{weft.trainer.retention.erased}",
      concurrentExecution = ConcurrentExecution.SKIP)
  void removeFeatures() {
    if (!config.enabled()) {
      return;
    }
    try {
      int segments = features.limitAnswered(config.retention().answered().asLongValue());
      if (segments > 0) {
        LOG.infof("removed %d segments with the oldest features of answered images", segments);
      }
      int removed = erased.remove();
      if (removed > 0) {
        LOG.infof("removed %d feature records of erased images", removed);
      }
    } catch (StoreUnavailableException
        | StoreRefusedException
        | KafkaException
        | UncheckedIOException e) {
      LOG.warnf("cannot remove features at the moment: %s", e.getMessage());
    }
  }

  @Scheduled(
      every = "{weft.trainer.retention.every}",
      delayed = "{weft.trainer.retention.every}",
      concurrentExecution = ConcurrentExecution.SKIP)
  void clean() {
    if (!config.enabled()) {
      return;
    }
    try {
      int deleted = directories.getAsInt();
      if (deleted > 0) {
        LOG.infof("removed %d directories of trainings that have ended", deleted);
      }
      if (config.retention().keep().isZero()) {
        return;
      }
      TrainingLeftovers.Removed removed = leftovers.remove();
      if (removed.all() > 0) {
        LOG.infof("removed objects of old trainings: %s", removed);
      }
    } catch (StoreUnavailableException
        | StoreRefusedException
        | BundleCorruptException
        | UncheckedIOException e) {
      LOG.warnf("cannot remove objects of old trainings at the moment: %s", e.getMessage());
    }
  }
}
