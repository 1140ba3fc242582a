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
 * The context of all steps of a training.
 *
 * @param models store of versions
 * @param settings the settings of this machine
 * @param files the training's state in the store
 * @param monitor receives progress and may stop the training
 * @param clock measures the steps
 * @param networks runs forward passes
 */
public record StepContext(
    ModelStore models,
    RunSettings settings,
    RunFiles files,
    TrainingMonitor monitor,
    StepClock clock,
    Networks networks) {

  /** Loads a published version, fetching it if necessary. */
  public LoadedVersion load(ModelRef version) {
    return LoadedVersion.of(models, version.name(), version.version(), settings.modelCache());
  }
}
