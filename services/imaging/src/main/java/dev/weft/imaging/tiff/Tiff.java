package dev.weft.imaging.tiff;

import dev.weft.imaging.pixels.UnreadableImageException;
import java.util.Arrays;
import java.util.Set;

/**
 * The validated tags of a TIFF that describe its pixels. A strip is a tile of the image's width.
 *
 * @param samples samples per pixel, 1 to 8
 * @param bits bits per sample, 1 to 32
 * @param unspecifiedExtras whether samples beyond the colours exist and mean nothing
 * @param planar whether each sample has separate tiles
 * @param tileWidth at least 1
 * @param tileHeight at least 1, at most the image's height
 * @param offsets the offsets of the tiles, from left to right and then down; within the file
 * @param lengths the lengths of the tiles in bytes; null if absent
 */
record Tiff(
    int width,
    int height,
    int compression,
    int photometric,
    int samples,
    int bits,
    boolean unspecifiedExtras,
    boolean planar,
    boolean tiled,
    int tileWidth,
    int tileHeight,
    long[] offsets,
    long[] lengths) {
  static final int WHITE_IS_ZERO = 0;
  static final int BLACK_IS_ZERO = 1;
  static final int RGB = 2;
  static final int PALETTE = 3;
  static final int CMYK = 5;
  static final int YCBCR = 6;

  static final int OLD_JPEG = 6;
  static final int JPEG = 7;

  private static final Set<Integer> FAX = Set.of(2, 3, 4);

  /** None, fax, LZW, JPEG, Deflate (two numbers), PackBits. */
  private static final Set<Integer> COMPRESSIONS = Set.of(1, 2, 3, 4, 5, JPEG, 8, 32946, 32773);

  private static final Set<Integer> PHOTOMETRICS =
      Set.of(WHITE_IS_ZERO, BLACK_IS_ZERO, RGB, PALETTE, CMYK, YCBCR);

  /** Bits for which the plugin has a raster of four samples: inks, or RGB and another one. */
  private static final Set<Long> BITS_OF_FOUR = Set.of(2L, 4L, 8L, 16L, 32L);

  private static final int MAX_SAMPLES = 8;

  /** Smallest limit of a tile's size that a directory may claim, for small images. */
  private static final long MIN_TILE = 1 << 20;

  static Tiff of(TiffDirectory directory, int fileBytes) throws UnreadableImageException {
    int width = directory.width();
    int height = directory.height();
    int compression = (int) directory.first(TiffTag.COMPRESSION, 1);
    long samples = directory.first(TiffTag.SAMPLES, 1);
    long bits = directory.first(TiffTag.BITS, 1);
    boolean planar = directory.first(TiffTag.PLANAR, 1) == 2;
    int photometric = photometric(directory);
    requireKnown(compression, photometric, samples, bits, planar);
    boolean tiled = directory.has(TiffTag.TILE_OFFSETS);
    long tileWidth = tiled ? directory.first(TiffTag.TILE_WIDTH, 0) : width;
    long tileHeight =
        tiled
            ? directory.first(TiffTag.TILE_HEIGHT, 0)
            : Math.min(height, directory.first(TiffTag.ROWS_PER_STRIP, height));
    long largest = Math.max(MIN_TILE, 4L * width * height);
    if (tileWidth < 1 || tileHeight < 1 || tileWidth > largest / tileHeight) {
      throw UnreadableImageException.corrupt(
          "tiles of %dx%d in a TIFF of %dx%d".formatted(tileWidth, tileHeight, width, height));
    }
    long tiles = ceilDiv(width, tileWidth) * ceilDiv(height, tileHeight) * (planar ? samples : 1);
    int offsetsTag = tiled ? TiffTag.TILE_OFFSETS : TiffTag.STRIP_OFFSETS;
    int lengthsTag = tiled ? TiffTag.TILE_BYTES : TiffTag.STRIP_BYTES;
    if (directory.count(offsetsTag) < tiles) {
      throw UnreadableImageException.corrupt(
          "a TIFF of %d tiles or strips specifies the location of %d"
              .formatted(tiles, directory.count(offsetsTag)));
    }
    long[] offsets = directory.numbers(offsetsTag, (int) tiles);
    long[] lengths =
        directory.count(lengthsTag) < tiles ? null : directory.numbers(lengthsTag, (int) tiles);
    requireWithin(offsets, lengths, fileBytes);
    return new Tiff(
        width,
        height,
        compression,
        photometric,
        (int) samples,
        (int) bits,
        hasUnspecifiedSamples(directory, (int) samples),
        planar,
        tiled,
        (int) tileWidth,
        (int) tileHeight,
        offsets,
        lengths);
  }

  /** Whether all extra samples are unspecified, and thus none of them is alpha. */
  private static boolean hasUnspecifiedSamples(TiffDirectory directory, int samples)
      throws UnreadableImageException {
    int extra = (int) Math.min(samples, directory.count(TiffTag.EXTRA_SAMPLES));
    return extra > 0
        && Arrays.stream(directory.numbers(TiffTag.EXTRA_SAMPLES, extra))
            .allMatch(kind -> kind == 0);
  }

  private static long ceilDiv(long a, long b) {
    return (a + b - 1) / b;
  }

  /** Returns the photometric interpretation; guessed like other programs do if it is absent. */
  static int photometric(TiffDirectory directory) throws UnreadableImageException {
    int compression = (int) directory.first(TiffTag.COMPRESSION, 1);
    long samples = directory.first(TiffTag.SAMPLES, 1);
    int likely = samples < 3 ? BLACK_IS_ZERO : compression == JPEG ? YCBCR : RGB;
    if (FAX.contains(compression)) {
      likely = WHITE_IS_ZERO;
    } else if (directory.has(TiffTag.COLOUR_MAP)) {
      likely = PALETTE;
    }
    return (int) directory.first(TiffTag.PHOTOMETRIC, likely);
  }

  private static void requireKnown(
      int compression, int photometric, long samples, long bits, boolean planar)
      throws UnreadableImageException {
    if (!COMPRESSIONS.contains(compression)) {
      throw UnreadableImageException.unsupported(
          compression == OLD_JPEG
              ? "a TIFF with an old-style JPEG (compression 6); only the new style (7) is supported"
              : "a TIFF of compression " + compression);
    }
    if (!PHOTOMETRICS.contains(photometric)) {
      throw UnreadableImageException.unsupported(
          "a TIFF of photometric interpretation %d; only gray, RGB, palettes, CMYK and YCbCr are supported"
              .formatted(photometric));
    }
    if (samples < 1 || samples > MAX_SAMPLES || bits < 1 || bits > 32) {
      throw UnreadableImageException.unsupported(
          "a TIFF of %d samples per pixel of %d bits each".formatted(samples, bits));
    }
    if (photometric == CMYK && samples != 4) {
      throw UnreadableImageException.unsupported(
          "a TIFF of " + samples + " inks; only 4 are supported");
    }
    requireRaster(compression, photometric, samples, bits);
    if (planar && samples > 1 && (photometric == YCBCR || compression == JPEG)) {
      throw UnreadableImageException.unsupported(
          "a TIFF of YCbCr or JPEG with separate sample planes (planar configuration 2)");
    }
  }

  private static void requireRaster(int compression, int photometric, long samples, long bits)
      throws UnreadableImageException {
    boolean four = samples == 4 && (photometric == RGB || photometric == CMYK);
    if (four && compression != JPEG && !BITS_OF_FOUR.contains(bits)) {
      throw UnreadableImageException.unsupported(
          "a TIFF of 4 samples per pixel of %d bits each; only 2, 4, 8, 16 and 32 are supported"
              .formatted(bits));
    }
  }

  private static void requireWithin(long[] offsets, long[] lengths, int fileBytes)
      throws UnreadableImageException {
    for (int i = 0; i < offsets.length; i++) {
      long length = lengths == null ? 0 : lengths[i];
      if (offsets[i] + length > fileBytes || offsets[i] >= fileBytes) {
        throw UnreadableImageException.corrupt(
            "the image data of the TIFF is outside the file, which is truncated");
      }
    }
  }

  int tilesAcross() {
    return (width + tileWidth - 1) / tileWidth;
  }

  int tilesDown() {
    return (height + tileHeight - 1) / tileHeight;
  }

  /** Bytes per pixel, unpacked. */
  long bytesPerPixel() {
    return Math.max(1, samples * (long) Math.max(8, Integer.highestOneBit(2 * bits - 1)) / 8);
  }
}
