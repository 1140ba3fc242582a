package dev.weft.imaging.jpeg;

import dev.weft.imaging.pixels.Canvas;

/** One colour component of a frame: its sampling, its size, and the rows that are being made. */
final class Component {
  final int id;
  final int across;
  final int down;
  final int quantizationId;

  /** Samples of the component itself, without the padding to whole blocks. */
  int width;

  int height;

  /** Blocks in a row and in a column, padded to whole MCUs. */
  int blocksAcross;

  int blocksDown;

  /** Side of a block in the picture that is made: 1, 2, 4 or 8. */
  int size = 8;

  int[] quantization;
  HuffmanTable dcTable;
  HuffmanTable acTable;
  int prediction;

  /** Of a progressive frame: {@link #coefficientsPerBlock} a block, in zigzag order. */
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

  /** Blocks in a row that hold samples: a scan of this component alone has no others. */
  int ownBlocksAcross() {
    return (width + 7) / 8;
  }

  int ownBlocksDown() {
    return (height + 7) / 8;
  }

  /** Opens the plane; {@link #size} is decided. */
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

  /** Makes the samples of one block; {@code blockRow} counts within the rows held. */
  void write(int[] block, int last, int blockRow, int blockColumn) {
    Dct.inverse(block, last, size, rows, blockRow * size * stride + blockColumn * size, stride);
  }

  /** Hands over the rows of some block rows, from {@code firstBlockRow} of the component on. */
  void flush(int firstBlockRow, int blockRows) {
    int made = (height * size + 7) / 8;
    int y = firstBlockRow * size;
    for (int i = 0; i < blockRows * size && y < made; i++, y++) {
      plane.row(y, rows, i * stride, 1);
    }
  }
}
