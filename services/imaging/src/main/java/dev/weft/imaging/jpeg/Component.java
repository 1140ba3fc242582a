package dev.weft.imaging.jpeg;

import dev.weft.imaging.pixels.Canvas;

/** A colour component of a frame: its sampling, its size, and the rows being decoded. */
final class Component {
  final int id;
  final int across;
  final int down;
  final int quantizationId;

  /** Number of samples per row, without the padding to whole blocks. */
  int width;

  int height;

  /** Blocks in a row and in a column, padded to whole MCUs. */
  int blocksAcross;

  int blocksDown;

  /** Side of a decoded block in samples: 1, 2, 4 or 8. */
  int size = 8;

  int[] quantization;
  HuffmanTable dcTable;
  HuffmanTable acTable;
  int prediction;

  /**
   * Coefficients of a progressive frame: {@link #coefficientsPerBlock} per block, in zigzag order.
   */
  short[] coefficients;

  int coefficientsPerBlock;
  boolean scanned;

  private Canvas.Plane plane;
  private byte[] rows;
  private int stride;

  Component(int id, int across, int down, int quantizationId) {
    this.id = id;
    this.across = across;
    this.down = down;
    this.quantizationId = quantizationId;
  }

  /** Blocks in a row that contain samples: a non-interleaved scan has no others. */
  int ownBlocksAcross() {
    return (width + 7) / 8;
  }

  int ownBlocksDown() {
    return (height + 7) / 8;
  }

  /** Opens the plane; called after {@link #size} is set. */
  void open(Canvas canvas, int index, double coveredWidth, double coveredHeight) {
    double scale = size / 8.0;
    plane =
        canvas.plane(
            index,
            (int) Math.ceil(width * scale),
            (int) Math.ceil(height * scale),
            coveredWidth * scale,
            coveredHeight * scale);
    stride = blocksAcross * size;
    rows = new byte[stride * size * down];
  }

  /**
   * Decodes the samples of a block; {@code blockRow} is relative to the rows in memory. Complete
   * when {@code batch} is finished.
   */
  void write(int[] block, int last, int blockRow, int blockColumn, BlockBatch batch) {
    int at = blockRow * size * stride + blockColumn * size;
    Dct.inverse(block, last, size, rows, at, stride, batch);
  }

  /**
   * Writes the rows of some block rows to the plane, starting at the component's {@code
   * firstBlockRow}.
   */
  void flush(int firstBlockRow, int blockRows) {
    int made = (height * size + 7) / 8;
    int y = firstBlockRow * size;
    plane.rows(y, Math.min(blockRows * size, made - y), rows, 0, stride);
  }
}
