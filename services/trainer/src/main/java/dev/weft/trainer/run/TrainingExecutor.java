package dev.weft.trainer.run;

import dev.weft.events.training.TrainingRequested;
import dev.weft.trainer.run.context.TrainingMonitor;
import dev.weft.trainer.run.context.TrainingStoppedException;
import dev.weft.trainer.run.files.TrainingOutcome;
import java.util.List;

/** What is done about requests. Thread-safe. */
public interface TrainingExecutor {

  /**
   * Does a training, from its request or from where another call was cut off, to its outcome. Any
   * trainer may call it, also again after the outcome, and also while another one still does.
   *
   * @param sameAs requests for the same work that wait, and end with it if it begins now
   * @throws TrainingStoppedException if it was given up; it goes on in another call
   * @throws dev.weft.objectstore.StoreUnavailableException if the store does not answer: try again
   *     later
   * @throws org.apache.kafka.common.KafkaException if the broker does not: likewise
   */
  TrainingOutcome run(TrainingRequested request, List<String> sameAs, TrainingMonitor monitor);

  /** Whether {@link #clean} was called for it. */
  boolean isAnnounced(String trainingId);

  /**
   * For a training whose outcome was said in the topics: removes what it leaves behind, but for its
   * report and its outcome.
   */
  void clean(String trainingId);
}
