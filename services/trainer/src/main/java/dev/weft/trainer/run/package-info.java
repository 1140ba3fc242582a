/**
 * A training from its request to its outcome: {@link dev.weft.trainer.run.TrainingRuns} runs
 * requested trainings, {@link dev.weft.trainer.run.TrainingRun} one of them. Only this package
 * depends on all packages below it.
 */
package dev.weft.trainer.run;
