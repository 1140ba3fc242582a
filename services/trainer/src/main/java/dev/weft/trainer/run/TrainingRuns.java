package dev.weft.trainer.run;

import dev.weft.events.training.TrainingRequested;
import dev.weft.events.training.TrainingState;
import dev.weft.modelstore.ModelManifest;
import dev.weft.modelstore.ModelStore;
import dev.weft.objectstore.ObjectStore;
import dev.weft.objectstore.StoreRefusedException;
import dev.weft.objectstore.StoreUnavailableException;
import dev.weft.trainer.labels.ErasedImages;
import dev.weft.trainer.labels.LabelReader;
import dev.weft.trainer.run.context.RunSettings;
import dev.weft.trainer.run.context.TrainingMonitor;
import dev.weft.trainer.run.context.TrainingStoppedException;
import dev.weft.trainer.run.files.Plan;
import dev.weft.trainer.run.files.RunFiles;
import dev.weft.trainer.run.files.TrainingOutcome;
import dev.weft.trainer.run.start.ServingVersion;
import dev.weft.trainer.run.start.TrainingImpossibleException;
import dev.weft.xception.engine.EngineException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Runs trainings with the state in the object store. A training has one outcome, whichever trainer
 * decided it, and a version with a recorded outcome is released by any trainer that finds it.
 */
public final class TrainingRuns implements TrainingExecutor {
  private static final Logger LOG = Logger.getLogger("dev.weft.trainer");

  private final ObjectStore store;
  private final String bucket;
  private final ModelStore models;
  private final ServingVersion serving;
  private final LabelReader labels;
  private final ErasedImages erased;
  private final RunSettings settings;

  /** Trainings whose last attempt did not fail but could not be uncounted in the store. */
  private final Set<String> overcounted = ConcurrentHashMap.newKeySet();

  /** Trainings that use their directories; also the lock for changes of it. */
  private final Set<String> running = new HashSet<>();

  public TrainingRuns(
      ObjectStore store,
      String bucket,
      ModelStore models,
      ServingVersion serving,
      LabelReader labels,
      ErasedImages erased,
      RunSettings settings) {
    this.store = store;
    this.bucket = bucket;
    this.models = models;
    this.serving = serving;
    this.labels = labels;
    this.erased = erased;
    this.settings = settings;
  }

  @Override
  public TrainingOutcome run(
      TrainingRequested request, List<String> sameAs, TrainingMonitor monitor) {
    RunFiles files = files(request.trainingId());
    TrainingOutcome outcome = files.outcome().orElse(null);
    if (outcome == null) {
      synchronized (running) {
        running.add(request.trainingId());
      }
      try {
        outcome = files.decide(attempt(request, sameAs, files, monitor));
      } finally {
        synchronized (running) {
          running.remove(request.trainingId());
        }
      }
    }
    // A version that existed before may have been removed since, and must not reappear without its
    // files.
    if (outcome.state() == TrainingState.PUBLISHED && !outcome.wasThere()) {
      models.release(manifest(request.trainingId(), outcome));
    }
    return outcome;
  }

  /** Returns the version that an outcome published. */
  public static ModelManifest manifest(String trainingId, TrainingOutcome outcome) {
    return ModelManifest.ofJson(
        "the outcome of training " + trainingId, RunFiles.bytes(outcome.manifest()));
  }

  @Override
  public boolean isAnnounced(String trainingId) {
    return files(trainingId).isAnnounced();
  }

  @Override
  public void clean(String trainingId) {
    files(trainingId).clean();
  }

  /**
   * Deletes the directories, on this machine, of trainings that have ended elsewhere or could not
   * be cleaned; not of those that are running here or may be resumed.
   *
   * @return number of deleted directories
   */
  public int removeLeftovers() {
    int removed = 0;
    for (Path directory : directories()) {
      String trainingId = directory.getFileName().toString();
      RunFiles files = files(trainingId);
      if (files.isOver()) {
        synchronized (running) {
          if (!running.contains(trainingId)) {
            files.deleteWork();
            removed++;
          }
        }
      }
    }
    return removed;
  }

  private List<Path> directories() {
    if (!Files.isDirectory(settings.work())) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(settings.work())) {
      return found.filter(Files::isDirectory).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + settings.work(), e);
    }
  }

  private RunFiles files(String trainingId) {
    return new RunFiles(store, bucket, trainingId, settings.work().resolve(trainingId));
  }

  private TrainingOutcome attempt(
      TrainingRequested request, List<String> sameAs, RunFiles files, TrainingMonitor monitor) {
    if (overcounted.contains(request.trainingId())) {
      files.takeAttemptBack();
      overcounted.remove(request.trainingId());
    }
    int attempt = files.beginAttempt();
    if (attempt > settings.maxAttempts()) {
      return failed(
          "it was started %d times but never finished: see the logs of the trainers"
              .formatted(attempt - 1),
          files,
          sameAs);
    }
    try {
      return new TrainingRun(
              store, bucket, models, serving, labels, erased, settings, files, monitor)
          .run(request, sameAs);
    } catch (TrainingStoppedException e) {
      if (e.isCancelled()) {
        return TrainingOutcome.of(TrainingState.CANCELLED, e.getMessage(), null, List.of());
      }
      takeAttemptBack(request.trainingId(), files, e);
      throw e;
    } catch (StoreUnavailableException | StoreRefusedException | KafkaException e) {
      takeAttemptBack(request.trainingId(), files, e);
      throw e;
    } catch (TrainingImpossibleException | ArithmeticException | EngineException e) {
      return failed(e.getMessage() == null ? e.toString() : e.getMessage(), files, sameAs);
    } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
      LOG.errorf(e, "training=%s failed", request.trainingId());
      return failed(String.valueOf(e), files, sameAs);
    }
  }

  /**
   * Uncounts an attempt that was stopped from outside; at the start of the next one if the store is
   * the reason.
   */
  private void takeAttemptBack(String trainingId, RunFiles files, RuntimeException stopped) {
    try {
      files.takeAttemptBack();
    } catch (StoreUnavailableException | StoreRefusedException e) {
      stopped.addSuppressed(e);
      overcounted.add(trainingId);
    }
  }

  private static TrainingOutcome failed(String reason, RunFiles files, List<String> sameAs) {
    List<String> joined = files.plan().map(Plan::sameAs).orElse(sameAs);
    return TrainingOutcome.of(TrainingState.FAILED, reason, null, joined);
  }
}
