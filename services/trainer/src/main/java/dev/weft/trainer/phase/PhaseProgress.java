package dev.weft.trainer.phase;

/**
 * How far a step is.
 *
 * @param step which
 * @param images done of the step, or of its epoch
 * @param imagesTotal of the step, or of its epoch
 * @param epoch under way or just done, from 1; 0 before the first and where there are none
 * @param epochs at most so many; 0 where there are none
 * @param figures the epoch that was just done; null in its midst
 * @param loss of the epoch under way so far; null if there is none
 * @param secondsLeft of this step, at most; null if not known yet
 */
public record PhaseProgress(
    Step step,
    int images,
    int imagesTotal,
    int epoch,
    int epochs,
    Epoch figures,
    Double loss,
    Double secondsLeft) {

  /** Told of it. */
  @FunctionalInterface
  public interface Listener {
    /** Says nothing. */
    Listener SILENT = progress -> {};

    /**
     * Called after each batch, from one thread at a time. What it throws ends the phase and is
     * thrown by it: that is how a training is cancelled.
     */
    void progress(PhaseProgress progress);
  }

  /** The same without figures, where those of a training before are no news. */
  public PhaseProgress withoutFigures() {
    return new PhaseProgress(step, images, imagesTotal, epoch, epochs, null, loss, secondsLeft);
  }

  /** A pass over images without epochs. */
  public static PhaseProgress ofPass(Step step, int images, int total, double seconds) {
    Double left = images == 0 ? null : seconds / images * (total - images);
    return new PhaseProgress(step, images, total, 0, 0, null, null, left);
  }
}
