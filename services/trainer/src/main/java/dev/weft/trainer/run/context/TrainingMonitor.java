package dev.weft.trainer.run.context;

import dev.weft.events.training.TrainingPhase;
import dev.weft.trainer.phase.PhaseProgress;
import java.util.List;

/** Receives a training's progress, and can stop it. Called by one thread at a time. */
public interface TrainingMonitor {

  /** Called often; throws {@link TrainingStoppedException} to stop the training on this trainer. */
  void check();

  /** A phase has started. */
  void began(TrainingPhase phase);

  /**
   * The newest labels that are new in this training, each as the {@code traceparent} under which it
   * was given. A resumed training reports them again.
   */
  default void learns(List<String> labels) {}

  /** Progress of a step of a phase. */
  void progressed(PhaseProgress progress);

  /** A remark for people, such as what the training waits for. */
  void noted(String detail);

  /** These requests are for the same work, and are completed by this training. */
  void joined(List<String> trainingIds);
}
