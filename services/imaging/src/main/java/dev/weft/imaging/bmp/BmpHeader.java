package dev.weft.imaging.bmp;

import dev.weft.imaging.pixels.ByteSource;
import dev.weft.imaging.pixels.UnreadableImageException;
import java.util.List;

/**
 * The headers of a BMP, from OS/2's to version 5.
 *
 * @param width in pixels
 * @param height in pixels
 * @param topDown whether the first row is the top one
 * @param bits bits per pixel
 * @param compression 0 none, 1 RLE8, 2 RLE4, 3 and 6 bit fields
 * @param masks red, green, blue, alpha; 0 alpha for none
 * @param palette red, green, blue of each entry
 * @param pixels offset of the pixels
 */
record BmpHeader(
    int width,
    int height,
    boolean topDown,
    int bits,
    int compression,
    int[] masks,
    byte[] palette,
    int pixels) {

  static BmpHeader read(byte[] data) throws UnreadableImageException {
    ByteSource source = ByteSource.littleEndian(data, 10);
    long pixels = source.u32();
    int start = source.position();
    long size = source.u32();
    boolean old = size == 12;
    int width = old ? source.u16() : source.i32();
    int height = old ? source.u16() : source.i32();
    source.skip(2);
    int bits = source.u16();
    int compression = old || size < 20 ? 0 : source.i32();
    check(size, width, height, bits, compression);
    int[] masks = masks(data, start, size, bits, compression);
    long paletteAt = start + size + (size == 40 ? maskBytes(compression) : 0);
    long entries = Math.min(1L << Math.min(bits, 8), (pixels - paletteAt) / (old ? 3 : 4));
    byte[] palette =
        bits <= 8 ? palette(data, (int) paletteAt, (int) entries, old ? 3 : 4) : new byte[0];
    if (pixels < 14 + size || pixels > data.length) {
      throw UnreadableImageException.corrupt("the pixels of the BMP are outside the file");
    }
    return new BmpHeader(
        width, Math.abs(height), height < 0, bits, compression, masks, palette, (int) pixels);
  }

  private static void check(long size, int width, int height, int bits, int compression)
      throws UnreadableImageException {
    if (compression == 4 || compression == 5) {
      throw UnreadableImageException.unsupported("a BMP that contains a JPEG or a PNG");
    }
    boolean known =
        switch (compression) {
          case 0 -> List.of(1, 4, 8, 16, 24, 32).contains(bits);
          case 1 -> bits == 8;
          case 2 -> bits == 4;
          case 3, 6 -> bits == 16 || bits == 32;
          default -> false;
        };
    if (size < 12 || size > 1_024 || !known || width < 1 || height == Integer.MIN_VALUE) {
      throw UnreadableImageException.corrupt(
          "a BMP of width %d, height %d, %d bits, compression %d"
              .formatted(width, height, bits, compression));
    }
  }

  private static int maskBytes(int compression) {
    return compression == 3 ? 12 : compression == 6 ? 16 : 0;
  }

  private static int[] masks(byte[] data, int start, long size, int bits, int compression)
      throws UnreadableImageException {
    if (maskBytes(compression) == 0) {
      return bits == 16
          ? new int[] {0x7c00, 0x3e0, 0x1f, 0}
          : new int[] {0xff0000, 0xff00, 0xff, 0};
    }
    ByteSource source = ByteSource.littleEndian(data, start + 40);
    int[] masks = {source.i32(), source.i32(), source.i32(), 0};
    if (size >= 56 || compression == 6) {
      masks[3] = source.i32();
    }
    return masks;
  }

  private static byte[] palette(byte[] data, int at, int entries, int step)
      throws UnreadableImageException {
    if (entries < 1) {
      throw UnreadableImageException.corrupt("a BMP without its palette");
    }
    ByteSource source = ByteSource.littleEndian(data, at);
    byte[] palette = new byte[3 * entries];
    for (int i = 0; i < entries; i++) {
      palette[3 * i + 2] = (byte) source.u8();
      palette[3 * i + 1] = (byte) source.u8();
      palette[3 * i] = (byte) source.u8();
      source.skip(step - 3);
    }
    return palette;
  }
}
