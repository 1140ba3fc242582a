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
   * @param flipped whether left and right are swapped
   */
  public record View(Views image, boolean flipped) {}

  /** What is done with a batch. Calls overlap. */
  @FunctionalInterface
  public interface Work {
    void run(Batch batch);
  }
}
