package dev.weft.imaging;

import java.util.Objects;

/**
 * How an image is converted to a tensor; part of a model's manifest, so that training and inference
 * cannot differ.
 *
 * @param width the width of the tensor, in pixels
 * @param height the height of the tensor, in pixels
 * @param resize how images of other aspect ratios are resized
 * @param scaling how channel values of 0..255 are scaled
 */
public record Preprocessing(int width, int height, Resize resize, Scaling scaling) {

  /** The preprocessing that Xception was published with: 299x299, stretched, -1..1. */
  public static final Preprocessing XCEPTION =
      new Preprocessing(299, 299, Resize.STRETCH, Scaling.MINUS_ONE_TO_ONE);

  public Preprocessing {
    if (width < 71 || height < 71 || width > 4096 || height > 4096) {
      throw new IllegalArgumentException(
          "Xception requires 71x71 to 4096x4096 pixels, but "
              + width
              + "x"
              + height
              + " was requested");
    }
    Objects.requireNonNull(resize, "resize");
    Objects.requireNonNull(scaling, "scaling");
  }

  /** Returns the same with another size, in pixels. */
  public Preprocessing withSize(int newWidth, int newHeight) {
    return new Preprocessing(newWidth, newHeight, resize, scaling);
  }

  /** Number of floats of an image: three planes, red, green, blue. */
  public int tensorLength() {
    return 3 * width * height;
  }
}
