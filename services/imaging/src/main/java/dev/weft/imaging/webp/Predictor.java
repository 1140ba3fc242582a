package dev.weft.imaging.webp;

/**
 * Undoes prediction: each pixel is the difference from a prediction by its neighbours to the left,
 * above, above left and above right. Keeps the previous row.
 */
final class Predictor implements Transform {
  private static final int BLACK = 0xff000000;

  private final int width;
  private final int bits;

  /** A pixel for each block, whose green channel is the mode. */
  private final int[] modes;

  private final int[] above;

  Predictor(int width, int bits, int[] modes) {
    this.width = width;
    this.bits = bits;
    this.modes = modes;
    this.above = new int[width + 1];
  }

  @Override
  public void undo(int y, int[] row) {
    if (y == 0) {
      row[0] = add(row[0], BLACK);
      for (int x = 1; x < width; x++) {
        row[x] = add(row[x], row[x - 1]);
      }
    } else {
      row[0] = add(row[0], above[0]);
      // The neighbour to the right of the previous row's last pixel is, in the file's order, this
      // row's first pixel.
      above[width] = row[0];
      int blocks = (y >> bits) * Blocks.across(width, bits);
      for (int x = 1; x < width; x++) {
        int mode = modes[blocks + (x >> bits)] >> 8 & 15;
        row[x] = add(row[x], predict(mode, row[x - 1], above[x], above[x - 1], above[x + 1]));
      }
    }
    System.arraycopy(row, 0, above, 0, width);
  }

  private static int predict(int mode, int left, int top, int topLeft, int topRight) {
    return switch (mode) {
      case 1 -> left;
      case 2 -> top;
      case 3 -> topRight;
      case 4 -> topLeft;
      case 5 -> mean(mean(left, topRight), top);
      case 6 -> mean(left, topLeft);
      case 7 -> mean(left, top);
      case 8 -> mean(topLeft, top);
      case 9 -> mean(top, topRight);
      case 10 -> mean(mean(left, topLeft), mean(top, topRight));
      case 11 -> select(left, top, topLeft);
      case 12 -> gradient(left, top, topLeft);
      case 13 -> halfGradient(mean(left, top), topLeft);
      default -> BLACK;
    };
  }

  private static int add(int a, int b) {
    int alphaGreen = (a & 0xff00ff00) + (b & 0xff00ff00);
    int redBlue = (a & 0xff00ff) + (b & 0xff00ff);
    return alphaGreen & 0xff00ff00 | redBlue & 0xff00ff;
  }

  private static int mean(int a, int b) {
    return (((a ^ b) & 0xfefefefe) >>> 1) + (a & b);
  }

  private static int select(int left, int top, int topLeft) {
    int towardsTop = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      int corner = topLeft >>> shift & 0xff;
      towardsTop += Math.abs((left >>> shift & 0xff) - corner);
      towardsTop -= Math.abs((top >>> shift & 0xff) - corner);
    }
    return towardsTop <= 0 ? top : left;
  }

  private static int gradient(int left, int top, int topLeft) {
    int argb = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      int value = (left >>> shift & 0xff) + (top >>> shift & 0xff) - (topLeft >>> shift & 0xff);
      argb |= clamp(value) << shift;
    }
    return argb;
  }

  private static int halfGradient(int mean, int topLeft) {
    int argb = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      int value = mean >>> shift & 0xff;
      argb |= clamp(value + (value - (topLeft >>> shift & 0xff)) / 2) << shift;
    }
    return argb;
  }

  private static int clamp(int value) {
    return Math.max(0, Math.min(255, value));
  }
}
