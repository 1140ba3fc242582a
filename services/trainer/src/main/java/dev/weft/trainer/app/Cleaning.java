package dev.weft.trainer.app;

import dev.weft.modelstore.BundleCorruptException;
import dev.weft.modelstore.ModelStore;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoreUnavailableException;
import dev.weft.objectstore.cdi.StoreConfig;
import dev.weft.trainer.retention.Leftovers;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/** Removes what old trainings left, once in a while. */
@Singleton
class Cleaning {

  private static final Logger LOG = Logger.getLogger("dev.weft.trainer");

  private final TrainerConfig config;
  private final Leftovers leftovers;

  Cleaning(TrainerConfig config, StoreConfig storeConfig, ObjectStore store, ModelStore models) {
    this.config = config;
    this.leftovers =
        new Leftovers(
            store, storeConfig.bucket(), models, config.retention().keep(), InstantSource.system());
  }

  @Scheduled(
      every = "{weft.trainer.retention.every}",
      delayed = "{weft.trainer.retention.every}",
      concurrentExecution = ConcurrentExecution.SKIP)
  void clean() {
    if (!config.enabled() || config.retention().keep().isZero()) {
      return;
    }
    try {
      Leftovers.Removed removed = leftovers.remove();
      if (removed.all() > 0) {
        LOG.infof("of old trainings %s objects were removed", removed);
      }
    } catch (StoreUnavailableException | BundleCorruptException | UncheckedIOException e) {
      LOG.warnf("what old trainings left stays for now: %s", e.getMessage());
    }
  }
}
