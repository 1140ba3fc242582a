package dev.weft.trainer.phase.head;

/**
 * Result of one setting in a search, on held-out images.
 *
 * @param setting the setting
 * @param epochs number of epochs with the lowest loss
 * @param loss unweighted mean cross-entropy after these epochs, as at the gate
 * @param accuracy the accuracy after these epochs, 0..1
 * @param balancedAccuracy mean recall of the classes after these epochs, 0..1
 */
public record HeadTrial(
    HeadSetting setting, int epochs, double loss, double accuracy, double balancedAccuracy) {}
