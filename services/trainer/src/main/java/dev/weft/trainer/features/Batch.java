package dev.weft.trainer.features;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * Decoded images, ready for a network.
 *
 * @param images direct, native order, {@code [n, 3, height, width]}; position 0; valid until {@link
 *     Work#run} returns
 * @param views what each tensor shows, in order
 */
public record Batch(FloatBuffer images, List<View> views) {

  /** Number of images. */
  public int n() {
    return views.size();
  }

  /**
   * The content of a tensor.
   *
   * @param image the image
   * @param shown its augmentation
   */
  public record View(Views image, Augmentation shown) {

    /** Whether left and right are swapped. */
    public boolean flipped() {
      return shown.equals(Augmentation.MIRRORED);
    }
  }

  /** Processes a batch. Calls may be concurrent. */
  @FunctionalInterface
  public interface Work {
    void run(Batch batch);
  }
}
