package dev.weft.imaging.webp;

/** Undoes an encoder's transform of rows of pixels (ARGB), in order. */
interface Transform {

  /**
   * Undoes the transform of a row.
   *
   * @param y index of the row, from 0
   * @param row the pixels, modified in place; longer than the input if the result is
   */
  void undo(int y, int[] row);

  /** Green was subtracted from red and blue. */
  record SubtractedGreen(int width) implements Transform {
    @Override
    public void undo(int y, int[] row) {
      for (int x = 0; x < width; x++) {
        int argb = row[x];
        int green = argb >> 8 & 0xff;
        int redBlue = (argb & 0xff00ff) + (green << 16 | green) & 0xff00ff;
        row[x] = argb & 0xff00ff00 | redBlue;
      }
    }
  }

  /**
   * A multiple of green was subtracted from red, and multiples of green and red from blue.
   *
   * @param factors a pixel for each block of {@code 1 << bits} squared
   */
  record CrossColour(int width, int bits, int[] factors) implements Transform {
    @Override
    public void undo(int y, int[] row) {
      int blocks = Blocks.across(width, bits);
      for (int x = 0; x < width; x++) {
        int factor = factors[(y >> bits) * blocks + (x >> bits)];
        int argb = row[x];
        int green = argb >> 8;
        int red = (argb >> 16) + delta(factor, green) & 0xff;
        int blue = argb + delta(factor >> 8, green) + delta(factor >> 16, red) & 0xff;
        row[x] = argb & 0xff00ff00 | red << 16 | blue;
      }
    }

    private static int delta(int factor, int colour) {
      return (byte) factor * (byte) colour >> 5;
    }
  }

  /**
   * Pixels are indices; several are packed into a pixel if there are few colours.
   *
   * @param width the width of the result
   * @param bits binary logarithm of the number of indices in a pixel
   * @param palette the palette of 256 entries
   */
  record Palette(int width, int bits, int[] palette) implements Transform {
    @Override
    public void undo(int y, int[] row) {
      int size = 8 >> bits;
      int perPixel = 1 << bits;
      // From the last pixel to the first, since the result is longer than the input.
      for (int x = width - 1; x >= 0; x--) {
        int packed = row[x >> bits] >> 8 & 0xff;
        row[x] = palette[packed >> (x & perPixel - 1) * size & (1 << size) - 1];
      }
    }
  }
}
