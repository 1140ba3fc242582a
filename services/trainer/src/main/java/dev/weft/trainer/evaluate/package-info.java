/**
 * Evaluation of versions: {@link dev.weft.trainer.evaluate.Evaluation} of a version's answers for
 * the test images, and the {@link dev.weft.trainer.evaluate.Gate} that it must pass. Numbers only.
 */
package dev.weft.trainer.evaluate;
