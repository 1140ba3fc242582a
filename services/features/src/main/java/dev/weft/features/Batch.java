package dev.weft.features;

import dev.weft.imaging.Preprocessing;
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
   * Returns the perceptual hash of an image without augmentation.
   *
   * @param index of a tensor that shows the image, unchanged or mirrored
   */
  public PerceptualHash look(int index, Preprocessing preprocessing) {
    int height = preprocessing.height();
    int width = preprocessing.width();
    int length = preprocessing.tensorLength();
    View view = views.get(index);
    if (!view.flipped()) {
      return PerceptualHash.of(images, index * length, height, width);
    }
    float[] mirrored = new float[length];
    images.get(index * length, mirrored);
    var turned = FloatBuffer.allocate(length);
    Augmentation.MIRRORED.write(mirrored, height, width, view.image().object().sha256(), turned);
    return PerceptualHash.of(turned.flip(), 0, height, width);
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
