/**
 * A training's state in the object store, from which any trainer can resume it: plan, data set,
 * checkpoints, report and outcome.
 */
package dev.weft.trainer.run.files;
