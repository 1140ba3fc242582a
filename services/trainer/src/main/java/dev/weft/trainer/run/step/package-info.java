/**
 * The steps of a training, from labels to a published version: each takes what those before it
 * made, and none knows which comes next.
 */
package dev.weft.trainer.run.step;
