package dev.weft.imaging.tiff;

import dev.weft.imaging.jpeg.JpegDecoder;
import dev.weft.imaging.pixels.Canvas;
import dev.weft.imaging.pixels.ImageHeader;
import dev.weft.imaging.pixels.UnreadableImageException;

/**
 * Decodes the strips or tiles of a TIFF that are JPEGs (compression 7, TIFF Technical Note 2): each
 * is a file of its own, without the tables that all of them share. A row of tiles is assembled,
 * then passed on; components keep their own sampling.
 */
final class JpegTiles {
  /** Memory for coefficients of a progressive tile: two bytes per sample, and padding. */
  private static final long BYTES_PER_TILE_PIXEL = 6;

  private static final long PADDING = 1 << 14;

  private final byte[] data;
  private final byte[] tables;
  private final Tiff tiff;
  private final Canvas canvas;
  private final long tileMemory;
  private Band[] bands;
  private boolean misfit;

  JpegTiles(byte[] data, byte[] tables, Tiff tiff, Canvas canvas) {
    this.data = data;
    this.tables = tables;
    this.tiff = tiff;
    this.canvas = canvas;
    this.tileMemory = BYTES_PER_TILE_PIXEL * tiff.tileWidth() * tiff.tileHeight() + PADDING;
  }

  void decode() throws UnreadableImageException {
    int expected =
        switch (tiff.photometric()) {
          case Tiff.WHITE_IS_ZERO, Tiff.BLACK_IS_ZERO -> 1;
          case Tiff.CMYK -> 4;
          case Tiff.RGB, Tiff.YCBCR -> 3;
          default -> 0;
        };
    if (tiff.bits() != 8 || tiff.samples() != expected) {
      throw UnreadableImageException.unsupported(
          "a TIFF of JPEGs with %d samples of %d bits, photometric interpretation %d"
              .formatted(tiff.samples(), tiff.bits(), tiff.photometric()));
    }
    canvas.reserve(tileMemory + (long) tiff.samples() * tiff.width() * tiff.tileHeight());
    for (int row = 0; row < tiff.tilesDown(); row++) {
      for (int column = 0; column < tiff.tilesAcross(); column++) {
        byte[] file = file(row * tiff.tilesAcross() + column);
        JpegDecoder.decode(file, new TileCanvas(column, row));
        if (misfit) {
          throw UnreadableImageException.corrupt(
              "the JPEGs of the TIFF have different sampling, or do not fit together");
        }
      }
      for (Band band : bands) {
        band.flush();
      }
    }
  }

  /** Returns a tile's file with the shared tables before its own segments. */
  private byte[] file(int index) throws UnreadableImageException {
    int start = (int) tiff.offsets()[index];
    int length =
        tiff.lengths() == null ? data.length - start : Math.toIntExact(tiff.lengths()[index]);
    int shared = tables.length > 4 ? tables.length - 2 : 2;
    if (length < 4 || data[start] != (byte) 0xff || data[start + 1] != (byte) 0xd8) {
      throw UnreadableImageException.corrupt("a strip or tile of the TIFF is not a JPEG");
    }
    canvas.work((length + shared) / 4);
    byte[] file = new byte[shared + length - 2];
    if (tables.length > 4) {
      System.arraycopy(tables, 0, file, 0, shared);
    } else {
      System.arraycopy(data, start, file, 0, 2);
    }
    System.arraycopy(data, start + 2, file, shared, length - 2);
    return file;
  }

  /** The canvas of a tile: forwards limits and work, and collects the samples. */
  private final class TileCanvas implements Canvas {
    private final int column;
    private final int row;
    private ImageHeader header;

    TileCanvas(int column, int row) {
      this.column = column;
      this.row = row;
    }

    @Override
    public void begin(ImageHeader found) throws UnreadableImageException {
      int rows = Math.min(tiff.tileHeight(), tiff.height() - row * tiff.tileHeight());
      if (found.width() != tiff.tileWidth()
          || found.height() < rows
          || found.height() > tiff.tileHeight()
          || found.model().planes() != tiff.samples()) {
        throw UnreadableImageException.corrupt(
            "a JPEG of %dx%d and %d components in a TIFF's tile of %dx%d and %d"
                .formatted(
                    found.width(),
                    found.height(),
                    found.model().planes(),
                    tiff.tileWidth(),
                    rows,
                    tiff.samples()));
      }
      header = found;
      if (bands == null) {
        bands = new Band[tiff.samples()];
      }
    }

    @Override
    public void reserve(long bytes) throws UnreadableImageException {
      if (bytes > tileMemory) {
        throw UnreadableImageException.tooManyPixels(
            "a tile of the TIFF needs %,d bytes to decode; only %,d are reserved"
                .formatted(bytes, tileMemory));
      }
    }

    @Override
    public void work(long steps) throws UnreadableImageException {
      canvas.work(steps);
    }

    @Override
    public double reduction() {
      // Blocks are decoded at full size, so that tiles are adjacent.
      return 0;
    }

    @Override
    public Plane plane(
        int index, int width, int height, double coveredWidth, double coveredHeight) {
      double across = coveredWidth / header.width();
      double down = coveredHeight / header.height();
      if (bands[index] == null) {
        bands[index] = new Band(index, across, down);
      }
      return bands[index].tile(column, width, across, down);
    }
  }

  /** The samples of a component in a row of tiles. */
  private final class Band {
    private final double across;
    private final double down;
    private final int width;
    private final int height;
    private final byte[] samples;
    private final Canvas.Plane plane;
    private int first;

    /**
     * @param across samples per pixel horizontally, at most 1
     * @param down samples per pixel vertically, at most 1
     */
    Band(int index, double across, double down) {
      this.across = across;
      this.down = down;
      double covered = tiff.width() * across;
      double coveredRows = tiff.height() * down;
      width = (int) Math.ceil(covered);
      height = (int) Math.ceil(coveredRows);
      samples = new byte[width * (int) Math.ceil(tiff.tileHeight() * down)];
      plane = canvas.plane(index, width, height, covered, coveredRows);
    }

    Canvas.Plane tile(int column, int tileWidth, double tileAcross, double tileDown) {
      double left = column * (double) tiff.tileWidth() * across;
      int from = (int) left;
      int count = Math.min(tileWidth, width - from);
      boolean whole = tiff.tilesDown() == 1 || tiff.tileHeight() * down % 1 == 0;
      misfit |= tileAcross != across || tileDown != down || left != from || !whole;
      boolean inverted = tiff.photometric() == Tiff.WHITE_IS_ZERO;
      return (y, row, offset, step) -> {
        int at = y * width + from;
        if (misfit || at + count > samples.length) {
          return;
        }
        for (int x = 0; x < count; x++) {
          int value = row[offset + x * step];
          samples[at + x] = (byte) (inverted ? ~value : value);
        }
      };
    }

    void flush() {
      int rows = samples.length / width;
      for (int y = 0; y < rows && first + y < height; y++) {
        plane.row(first + y, samples, y * width, 1);
      }
      first += rows;
    }
  }
}
