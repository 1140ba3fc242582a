/**
 * One training from its request to its outcome: {@link dev.weft.trainer.run.TrainingRuns} does
 * those that are asked for, {@link dev.weft.trainer.run.TrainingRun} one of them. Only this package
 * knows all of those below it.
 */
package dev.weft.trainer.run;
