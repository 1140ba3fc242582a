package dev.weft.trainer.phase.head;

/**
 * What a search found of one setting, on images that were held back.
 *
 * @param setting that was tried
 * @param epochs after which the loss was lowest
 * @param loss mean cross-entropy then, each image weighing 1, as at the gate
 * @param accuracy then, 0..1
 * @param balancedAccuracy mean over the classes of the share that was found then, 0..1
 */
public record HeadTrial(
    HeadSetting setting, int epochs, double loss, double accuracy, double balancedAccuracy) {}
