package dev.weft.xception.network;

/**
 * Input size of a graph.
 *
 * @param height in pixels
 * @param width in pixels
 */
public record InputSize(int height, int width) {

  /** The size that Xception was published with. */
  public static final InputSize XCEPTION = new InputSize(299, 299);

  public InputSize {
    if (height < Xception.MINIMUM_SIZE || width < Xception.MINIMUM_SIZE) {
      throw new IllegalArgumentException(
          "Xception requires at least %d pixels per side, but the input is %dx%d"
              .formatted(Xception.MINIMUM_SIZE, height, width));
    }
  }

  /** Number of floats of an image: three planes. */
  public int tensorLength() {
    return Math.multiplyExact(3, Math.multiplyExact(height, width));
  }
}
