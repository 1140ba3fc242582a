package dev.weft.trainer.phase;

/**
 * Figures of one pass over the training images.
 *
 * @param number from 1; 0 is the state at the start of the phase
 * @param loss mean over the epoch, weighted and smoothed as trained; null for epoch 0
 * @param accuracy on training images, 0..1: in the freeze phase on each image just before its step,
 *     in the fine-tune phase on a sample after the epoch; null for epoch 0
 * @param validationLoss cross-entropy on the validation images, unweighted
 * @param validationAccuracy 0..1
 * @param seconds duration in seconds
 */
public record Epoch(
    int number,
    Double loss,
    Double accuracy,
    double validationLoss,
    double validationAccuracy,
    double seconds) {}
