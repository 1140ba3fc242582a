package dev.weft.imaging;

import dev.weft.imaging.pixels.Orientation;
import dev.weft.imaging.resample.Box;

/**
 * The part of an image that is used, and its position in the tensor.
 *
 * @param x left side of the image within the tensor
 * @param y upper side of the image within the tensor
 * @param width the width of the image within the tensor, as stored: before its orientation is
 *     applied
 * @param height the height of the image within the tensor, as stored
 * @param box the part that is used, as shares (0..1) of the stored image
 */
record Layout(int x, int y, int width, int height, Box box) {
  private static final Box WHOLE = new Box(0, 0, 1, 1);

  /** Returns the layout of a stored image of {@code storedWidth} x {@code storedHeight} pixels. */
  static Layout of(
      int storedWidth, int storedHeight, Orientation orientation, TensorTarget target) {
    boolean swap = orientation.swapsSides();
    // In the stored image's orientation; a centred image stays centred when rotated.
    int targetWidth = swap ? target.height() : target.width();
    int targetHeight = swap ? target.width() : target.height();
    double scaleX = (double) targetWidth / storedWidth;
    double scaleY = (double) targetHeight / storedHeight;
    return switch (target.resize()) {
      case STRETCH -> new Layout(0, 0, targetWidth, targetHeight, WHOLE);
      case PAD -> {
        double scale = Math.min(scaleX, scaleY);
        int width = fit(storedWidth * scale, targetWidth);
        int height = fit(storedHeight * scale, targetHeight);
        int x = (targetWidth - width) / 2;
        int y = (targetHeight - height) / 2;
        yield new Layout(swap ? y : x, swap ? x : y, width, height, WHOLE);
      }
      case CROP -> {
        double scale = Math.max(scaleX, scaleY);
        double marginX = (1 - scaleX / scale) / 2;
        double marginY = (1 - scaleY / scale) / 2;
        Box box = new Box(marginX, marginY, 1 - marginX, 1 - marginY);
        yield new Layout(0, 0, targetWidth, targetHeight, box);
      }
    };
  }

  private static int fit(double side, int max) {
    return Math.max(1, Math.min(max, (int) Math.round(side)));
  }
}
