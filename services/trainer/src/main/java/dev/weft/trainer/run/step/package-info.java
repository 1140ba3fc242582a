/**
 * The steps of a training, from labels to a published version: each uses the results of earlier
 * ones, and none depends on which comes next.
 */
package dev.weft.trainer.run.step;
