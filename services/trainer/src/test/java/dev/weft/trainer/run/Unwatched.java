package dev.weft.trainer.run;

import dev.weft.events.training.TrainingPhase;
import dev.weft.trainer.phase.PhaseProgress;
import dev.weft.trainer.run.context.TrainingMonitor;
import java.util.List;

/** A monitor that never stops the training and ignores its progress. */
class Unwatched implements TrainingMonitor {
  @Override
  public void check() {}

  @Override
  public void began(TrainingPhase phase) {}

  @Override
  public void progressed(PhaseProgress progress) {}

  @Override
  public void noted(String detail) {}

  @Override
  public void joined(List<String> trainingIds) {}
}
