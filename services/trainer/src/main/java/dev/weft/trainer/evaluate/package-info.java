/**
 * What a version is worth: {@link dev.weft.trainer.evaluate.Evaluation} of its answers about the
 * test images, and the {@link dev.weft.trainer.evaluate.Gate} that it must pass. Numbers only.
 */
package dev.weft.trainer.evaluate;
