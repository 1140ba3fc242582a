package dev.weft.trainer.run.step;

import dev.weft.events.ModelRef;
import dev.weft.modelstore.ModelStore;
import dev.weft.trainer.run.context.Networks;
import dev.weft.trainer.run.context.RunSettings;
import dev.weft.trainer.run.context.StepClock;
import dev.weft.trainer.run.context.TrainingMonitor;
import dev.weft.trainer.run.files.RunFiles;
import dev.weft.trainer.run.start.LoadedVersion;

/**
 * What the steps of a training work with, whichever it is.
 *
 * @param models versions
 * @param settings how trainings are done here
 * @param files what is kept of the training
 * @param monitor who may stop it, and is notified of its progress
 * @param clock of its steps
 * @param networks forward passes
 */
public record StepContext(
    ModelStore models,
    RunSettings settings,
    RunFiles files,
    TrainingMonitor monitor,
    StepClock clock,
    Networks networks) {

  /** A published version, fetched if it is not here. */
  public LoadedVersion load(ModelRef version) {
    return LoadedVersion.of(models, version.name(), version.version(), settings.modelCache());
  }
}
