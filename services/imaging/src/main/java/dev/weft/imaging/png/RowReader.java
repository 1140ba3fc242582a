package dev.weft.imaging.png;

import dev.weft.imaging.pixels.UnreadableImageException;
import java.util.Arrays;

/** Undoes the filters of rows and converts them to red, green and blue over white. */
final class RowReader {
  private final PngHeader header;
  private final byte[] palette;

  /** The transparent colour, as stored; null for none. */
  private final int[] transparent;

  private byte[] row;
  private byte[] above;

  RowReader(PngHeader header, byte[] palette, byte[] transparency) throws UnreadableImageException {
    this.header = header;
    this.palette =
        header.colourType() == PngHeader.PALETTE ? overWhite(palette, transparency) : null;
    this.transparent = transparent(header, transparency);
    row = new byte[1 + header.rowBytes(header.width())];
    above = new byte[row.length];
  }

  void startPass() {
    Arrays.fill(row, (byte) 0);
  }

  /**
   * Reads the next row of a pass.
   *
   * @param pixels number of pixels in the row
   * @param rgb receives them
   * @param left column of the first pixel
   * @param step columns from one pixel to the next
   */
  void read(ImageData data, int pixels, byte[] rgb, int left, int step)
      throws UnreadableImageException {
    byte[] last = row;
    row = above;
    above = last;
    int bytes = header.rowBytes(pixels);
    data.read(row, bytes + 1);
    unfilter(bytes);
    int channels = header.channels();
    boolean plainRgb = header.colourType() == PngHeader.RGB && header.depth() == 8;
    if (plainRgb && step == 1 && transparent == null) {
      System.arraycopy(row, 1, rgb, 0, bytes);
      return;
    }
    int[] pixel = new int[4];
    for (int x = 0, at = 3 * left; x < pixels; x++, at += 3 * step) {
      if (header.depth() == 8) {
        eightBits(1 + x * channels, at, rgb);
      } else {
        for (int c = 0; c < channels; c++) {
          pixel[c] = sample(x * channels + c);
        }
        put(pixel, rgb, at);
      }
    }
  }

  private void eightBits(int from, int at, byte[] rgb) {
    if (header.colourType() == PngHeader.RGB && transparent == null) {
      rgb[at] = row[from];
      rgb[at + 1] = row[from + 1];
      rgb[at + 2] = row[from + 2];
    } else if (header.colourType() == PngHeader.RGB_ALPHA) {
      int alpha = row[from + 3] & 0xff;
      rgb[at] = blend(row[from] & 0xff, alpha);
      rgb[at + 1] = blend(row[from + 1] & 0xff, alpha);
      rgb[at + 2] = blend(row[from + 2] & 0xff, alpha);
    } else {
      int channels = header.channels();
      int[] pixel = new int[4];
      for (int c = 0; c < channels; c++) {
        pixel[c] = row[from + c] & 0xff;
      }
      put(pixel, rgb, at);
    }
  }

  /** Returns a sample of any depth, as stored. */
  private int sample(int index) {
    int depth = header.depth();
    if (depth == 16) {
      return (row[1 + 2 * index] & 0xff) << 8 | row[2 + 2 * index] & 0xff;
    }
    if (depth == 8) {
      return row[1 + index] & 0xff;
    }
    int bit = index * depth;
    return (row[1 + (bit >> 3)] & 0xff) >> 8 - depth - (bit & 7) & (1 << depth) - 1;
  }

  private void put(int[] pixel, byte[] rgb, int at) {
    int max = (1 << header.depth()) - 1;
    switch (header.colourType()) {
      case PngHeader.PALETTE -> {
        int from = 3 * Math.min(pixel[0], palette.length / 3 - 1);
        rgb[at] = palette[from];
        rgb[at + 1] = palette[from + 1];
        rgb[at + 2] = palette[from + 2];
      }
      case PngHeader.GRAY, PngHeader.GRAY_ALPHA -> {
        int alpha = header.channels() == 2 ? toByte(pixel[1], max) : isTransparent(pixel) ? 0 : 255;
        Arrays.fill(rgb, at, at + 3, blend(toByte(pixel[0], max), alpha));
      }
      default -> {
        int alpha = header.channels() == 4 ? toByte(pixel[3], max) : isTransparent(pixel) ? 0 : 255;
        for (int c = 0; c < 3; c++) {
          rgb[at + c] = blend(toByte(pixel[c], max), alpha);
        }
      }
    }
  }

  private boolean isTransparent(int[] pixel) {
    if (transparent == null) {
      return false;
    }
    for (int c = 0; c < transparent.length; c++) {
      if (pixel[c] != transparent[c]) {
        return false;
      }
    }
    return true;
  }

  private static int toByte(int sample, int max) {
    return max == 255 ? sample : (sample * 255 + max / 2) / max;
  }

  private static byte blend(int value, int alpha) {
    return (byte) ((value * alpha + 255 * (255 - alpha) + 127) / 255);
  }

  /** ISO/IEC 15948, clause 9. */
  private void unfilter(int bytes) throws UnreadableImageException {
    int back = header.pixelBytes();
    byte[] r = row;
    byte[] a = above;
    switch (r[0]) {
      case 0 -> {}
      case 1 -> {
        for (int i = 1 + back; i <= bytes; i++) {
          r[i] += r[i - back];
        }
      }
      case 2 -> {
        for (int i = 1; i <= bytes; i++) {
          r[i] += a[i];
        }
      }
      case 3 -> {
        for (int i = 1; i <= bytes; i++) {
          int left = i > back ? r[i - back] & 0xff : 0;
          r[i] += (byte) (left + (a[i] & 0xff) >> 1);
        }
      }
      case 4 -> {
        for (int i = 1; i <= bytes; i++) {
          int left = i > back ? r[i - back] & 0xff : 0;
          int corner = i > back ? a[i - back] & 0xff : 0;
          r[i] += (byte) paeth(left, a[i] & 0xff, corner);
        }
      }
      default -> throw UnreadableImageException.corrupt("a row of filter type " + (r[0] & 0xff));
    }
  }

  private static int paeth(int left, int above, int corner) {
    int toLeft = Math.abs(above - corner);
    int toAbove = Math.abs(left - corner);
    int toCorner = Math.abs(left + above - 2 * corner);
    if (toLeft <= toAbove && toLeft <= toCorner) {
      return left;
    }
    return toAbove <= toCorner ? above : corner;
  }

  private static byte[] overWhite(byte[] palette, byte[] transparency)
      throws UnreadableImageException {
    if (palette == null || palette.length < 3) {
      throw UnreadableImageException.corrupt("a PNG whose palette is missing");
    }
    byte[] mixed = palette.clone();
    int known = transparency == null ? 0 : Math.min(transparency.length, palette.length / 3);
    for (int i = 0; i < 3 * known; i++) {
      mixed[i] = blend(palette[i] & 0xff, transparency[i / 3] & 0xff);
    }
    return mixed;
  }

  private static int[] transparent(PngHeader header, byte[] transparency) {
    int channels = header.channels();
    boolean plain = header.colourType() == PngHeader.GRAY || header.colourType() == PngHeader.RGB;
    if (!plain || transparency == null || transparency.length < 2 * channels) {
      return null;
    }
    int[] colour = new int[channels];
    for (int c = 0; c < channels; c++) {
      colour[c] = (transparency[2 * c] & 0xff) << 8 | transparency[2 * c + 1] & 0xff;
    }
    return colour;
  }
}
