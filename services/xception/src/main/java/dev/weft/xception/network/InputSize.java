package dev.weft.xception.network;

/**
 * Size of the images that a graph is made for.
 *
 * @param height in pixels
 * @param width in pixels
 */
public record InputSize(int height, int width) {

  /** What Xception was published with. */
  public static final InputSize XCEPTION = new InputSize(299, 299);

  public InputSize {
    if (height < Xception.MINIMUM_SIZE || width < Xception.MINIMUM_SIZE) {
      throw new IllegalArgumentException(
          "Xception takes at least %d pixels a side, but the input is %dx%d"
              .formatted(Xception.MINIMUM_SIZE, height, width));
    }
  }

  /** Floats of one image: three planes. */
  public int tensorLength() {
    return Math.multiplyExact(3, Math.multiplyExact(height, width));
  }
}
