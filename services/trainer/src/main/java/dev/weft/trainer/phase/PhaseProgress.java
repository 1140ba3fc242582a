package dev.weft.trainer.phase;

/**
 * Progress of a step.
 *
 * @param step the step
 * @param images images processed so far, of the step or of its epoch
 * @param imagesTotal all images of the step, or of its epoch
 * @param epoch the current or just completed epoch, from 1; 0 before the first, and in steps
 *     without epochs
 * @param epochs maximum number of epochs; 0 in steps without epochs
 * @param figures the figures of the epoch that was just completed; null during an epoch
 * @param loss the loss of the current epoch so far; null if there is none
 * @param secondsLeft upper bound of the time left in this step, in seconds; null if not yet known
 */
public record PhaseProgress(
    TrainingStep step,
    int images,
    int imagesTotal,
    int epoch,
    int epochs,
    Epoch figures,
    Double loss,
    Double secondsLeft) {

  /** Receives progress. */
  @FunctionalInterface
  public interface Listener {
    /** Ignores progress. */
    Listener SILENT = progress -> {};

    /**
     * Called after each batch, from one thread at a time. An exception ends the phase and is
     * rethrown by it, which is how a training is cancelled.
     */
    void progress(PhaseProgress progress);
  }

  /**
   * Returns the progress without figures, for a repeated training whose figures were reported
   * before.
   */
  public PhaseProgress withoutFigures() {
    return new PhaseProgress(step, images, imagesTotal, epoch, epochs, null, loss, secondsLeft);
  }

  /** Progress of a pass over images without epochs. */
  public static PhaseProgress ofPass(TrainingStep step, int images, int total, double seconds) {
    Double left = images == 0 ? null : seconds / images * (total - images);
    return new PhaseProgress(step, images, total, 0, 0, null, null, left);
  }
}
