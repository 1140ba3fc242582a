package dev.weft.trainer.run;

import dev.weft.events.training.TrainingRequested;
import dev.weft.trainer.run.context.TrainingMonitor;
import dev.weft.trainer.run.context.TrainingStoppedException;
import dev.weft.trainer.run.files.TrainingOutcome;
import java.util.List;

/** Carries out trainings. Thread-safe. */
public interface TrainingExecutor {

  /**
   * Runs a training to its outcome, from its request or from where an interrupted call stopped. Any
   * trainer may call it, even after the outcome is decided or while another trainer still runs it.
   *
   * @param sameAs queued requests for the same work, which are completed by it if it starts now
   * @throws TrainingStoppedException if it was given up; another call resumes it
   * @throws dev.weft.objectstore.StoreUnavailableException if the store does not respond; retry
   *     later
   * @throws org.apache.kafka.common.KafkaException if the broker does not respond; retry later
   */
  TrainingOutcome run(TrainingRequested request, List<String> sameAs, TrainingMonitor monitor);

  /** Whether {@link #clean} was called for the training. */
  boolean isAnnounced(String trainingId);

  /**
   * Removes the working data of a training whose outcome was published, except for its report and
   * outcome.
   */
  void clean(String trainingId);
}
