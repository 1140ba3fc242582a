package dev.weft.trainer.features;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * Decoded images, ready for a network.
 *
 * @param images direct, native order, {@code [n, 3, height, width]}; position 0; the caller's until
 *     {@link Work#run} returns
 * @param views what each is, in order
 */
public record Batch(FloatBuffer images, List<View> views) {

  /** Number of images. */
  public int n() {
    return views.size();
  }

  /**
   * One tensor.
   *
   * @param image where it comes from
   * @param shown in which way
   */
  public record View(Views image, Augmentation shown) {

    /** Whether left and right are swapped. */
    public boolean flipped() {
      return shown.equals(Augmentation.MIRRORED);
    }
  }

  /** What is done with a batch. Calls overlap. */
  @FunctionalInterface
  public interface Work {
    void run(Batch batch);
  }
}
