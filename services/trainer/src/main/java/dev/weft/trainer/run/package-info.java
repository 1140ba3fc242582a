/**
 * One training from its request to its outcome: {@link dev.weft.trainer.run.TrainingRun} takes the
 * steps, {@link dev.weft.trainer.run.RunFiles} keeps in the object store what lets any trainer go
 * on where another was killed.
 */
package dev.weft.trainer.run;
