package dev.weft.trainer.run.context;

import dev.weft.events.training.TrainingPhase;
import dev.weft.trainer.phase.PhaseProgress;
import java.util.List;

/** Receives a training's progress, and stops it. Called by one thread at a time. */
public interface TrainingMonitor {

  /** Called often; throws {@link TrainingStoppedException} to end the training here. */
  void check();

  /** A phase begins. */
  void began(TrainingPhase phase);

  /**
   * The newest labels that it is the first to learn from, each as the {@code traceparent} of who
   * said it; a training that is taken up again says them again.
   */
  default void learns(List<String> labels) {}

  /** How far a step of a phase is. */
  void progressed(PhaseProgress progress);

  /** Something that people should know, such as what is waited for. */
  void noted(String detail);

  /** These requests are for the same work, and wait for its end. */
  void joined(List<String> trainingIds);
}
