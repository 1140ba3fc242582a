package dev.weft.imaging.gif;

import dev.weft.imaging.pixels.ByteSource;
import dev.weft.imaging.pixels.Canvas;
import dev.weft.imaging.pixels.ColourModel;
import dev.weft.imaging.pixels.ImageHeader;
import dev.weft.imaging.pixels.Orientation;
import dev.weft.imaging.pixels.RgbPlanes;
import dev.weft.imaging.pixels.UnreadableImageException;
import java.util.Arrays;

/**
 * Decodes the first frame of a GIF (87a, 89a) at its position on the logical screen; uncovered and
 * transparent areas are white. Needs memory for one row and the code table.
 */
public final class GifDecoder {
  private static final int[][] INTERLACED = {{0, 8}, {4, 8}, {2, 4}, {1, 2}};
  private static final int[][] PLAIN = {{0, 1}};

  private final byte[] data;
  private final ByteSource source;
  private final Canvas canvas;
  private byte[] palette;
  private int transparent = -1;

  private GifDecoder(byte[] data, Canvas canvas) {
    this.data = data;
    this.source = ByteSource.littleEndian(data, 6);
    this.canvas = canvas;
  }

  /** Whether {@code data} begins with the signature of GIF files. */
  public static boolean recognizes(byte[] data) {
    return data.length >= 6
        && data[0] == 'G'
        && data[1] == 'I'
        && data[2] == 'F'
        && data[3] == '8'
        && (data[4] == '7' || data[4] == '9')
        && data[5] == 'a';
  }

  public static void decode(byte[] data, Canvas canvas) throws UnreadableImageException {
    new GifDecoder(data, canvas).decode();
  }

  private void decode() throws UnreadableImageException {
    int width = source.u16();
    int height = source.u16();
    int flags = source.u8();
    source.skip(2);
    readPalette(flags);
    while (true) {
      int block = source.u8();
      if (block == 0x2c) {
        frame(width, height);
        return;
      } else if (block == 0x21) {
        extension();
      } else {
        throw UnreadableImageException.corrupt("a GIF without a frame");
      }
    }
  }

  private void readPalette(int flags) throws UnreadableImageException {
    if ((flags & 0x80) != 0) {
      palette = new byte[3 << (flags & 7) + 1];
      source.copy(palette, 0, palette.length);
    }
  }

  private void extension() throws UnreadableImageException {
    boolean control = source.u8() == 0xf9;
    for (int length = source.u8(); length > 0; length = source.u8()) {
      int start = source.position();
      source.skip(length);
      if (control && length >= 4) {
        transparent = (data[start] & 1) != 0 ? data[start + 3] & 0xff : -1;
      }
    }
  }

  private void frame(int width, int height) throws UnreadableImageException {
    int left = source.u16();
    int top = source.u16();
    int frameWidth = source.u16();
    int frameHeight = source.u16();
    int flags = source.u8();
    readPalette(flags);
    // A frame that is larger than the screen must be within the limits too, since it is decoded as
    // a whole.
    int shownWidth = Math.max(width, frameWidth);
    int shownHeight = Math.max(height, frameHeight);
    if (width == 0 || height == 0 || frameWidth == 0 || frameHeight == 0) {
      throw UnreadableImageException.corrupt(
          "a GIF of %dx%d with a frame of %dx%d".formatted(width, height, frameWidth, frameHeight));
    }
    canvas.begin(
        new ImageHeader("gif", shownWidth, shownHeight, ColourModel.RGB, Orientation.KEEP));
    if (palette == null) {
      throw UnreadableImageException.corrupt("a GIF without a palette");
    }
    RgbPlanes planes = new RgbPlanes(canvas, shownWidth, shownHeight);
    LzwReader codes = new LzwReader(source);
    byte[] indices = new byte[frameWidth];
    byte[] rgb = new byte[3 * shownWidth];
    for (int[] pass : (flags & 0x40) != 0 ? INTERLACED : PLAIN) {
      for (int y = pass[0]; y < frameHeight; y += pass[1]) {
        canvas.work(frameWidth);
        codes.read(indices);
        Arrays.fill(rgb, (byte) 255);
        colour(indices, left, rgb);
        if (top + y < shownHeight) {
          planes.row(top + y, rgb);
        }
      }
    }
    margins(planes, rgb, top, frameHeight, shownHeight);
  }

  private static void margins(
      RgbPlanes planes, byte[] rgb, int top, int frameHeight, int shownHeight)
      throws UnreadableImageException {
    Arrays.fill(rgb, (byte) 255);
    for (int y = 0; y < shownHeight; y++) {
      if (y < top || y >= top + frameHeight) {
        planes.row(y, rgb);
      }
    }
  }

  private void colour(byte[] indices, int left, byte[] rgb) {
    int count = Math.min(indices.length, rgb.length / 3 - left);
    for (int x = 0; x < count; x++) {
      int index = indices[x] & 0xff;
      if (index != transparent) {
        int from = 3 * Math.min(index, palette.length / 3 - 1);
        System.arraycopy(palette, from, rgb, 3 * (left + x), 3);
      }
    }
  }
}
