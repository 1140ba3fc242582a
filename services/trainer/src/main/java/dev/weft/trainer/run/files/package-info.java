/**
 * What of a training lies in the object store, so that any trainer can go on where another was
 * killed: its plan, data set, checkpoints, report and outcome.
 */
package dev.weft.trainer.run.files;
