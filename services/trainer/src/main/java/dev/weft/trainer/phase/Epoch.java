package dev.weft.trainer.phase;

/**
 * What one pass over the training images came to.
 *
 * @param number from 1; 0 is what the phase started with
 * @param loss mean over the epoch, weighted and smoothed as trained; null for epoch 0
 * @param accuracy on training images, 0..1: in the freeze phase on each just before its step, in
 *     the fine-tune phase on some of them afterwards; null for epoch 0
 * @param validationLoss cross-entropy on the validation images, each weighing 1
 * @param validationAccuracy 0..1
 * @param seconds it took
 */
public record Epoch(
    int number,
    Double loss,
    Double accuracy,
    double validationLoss,
    double validationAccuracy,
    double seconds) {}
