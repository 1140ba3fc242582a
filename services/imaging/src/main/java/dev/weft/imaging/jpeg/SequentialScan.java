package dev.weft.imaging.jpeg;

import dev.weft.imaging.pixels.Canvas;
import dev.weft.imaging.pixels.UnreadableImageException;
import java.util.Arrays;

/** Decodes a sequential scan; rows are written to their planes once complete. */
final class SequentialScan {
  /** Up to so many coefficients are cleared one by one. */
  private static final int FEW = 10;

  private final EntropyReader in;
  private final Canvas canvas;
  private final BlockBatch batch = new BlockBatch();
  private final int[] block = new int[2 * 64];

  /** Zigzag index of the last coefficient in {@link #block}. */
  private int last;

  SequentialScan(EntropyReader in, Canvas canvas) {
    this.in = in;
    this.canvas = canvas;
  }

  void decode(Scan scan, Frame frame, int restartInterval) throws UnreadableImageException {
    for (Component c : scan.components()) {
      if (c.scanned) {
        throw UnreadableImageException.corrupt("component " + c.id + " occurs twice");
      }
      c.scanned = true;
      c.prediction = 0;
    }
    if (scan.components().length == 1) {
      single(scan.components()[0], restartInterval);
    } else {
      interleaved(scan, frame, restartInterval);
    }
  }

  private void single(Component c, int restartInterval) throws UnreadableImageException {
    int left = restartInterval;
    int across = c.ownBlocksAcross();
    int down = c.ownBlocksDown();
    for (int y = 0; y < down; y++) {
      canvas.work((long) across * Scan.STEPS_PER_BLOCK);
      for (int x = 0; x < across; x++) {
        if (restartInterval > 0 && left-- == 0) {
          in.restart();
          c.prediction = 0;
          left = restartInterval - 1;
        }
        block(c, 0, x);
      }
      in.requireData();
      batch.finish();
      c.flush(y, 1);
    }
  }

  private void interleaved(Scan scan, Frame frame, int restartInterval)
      throws UnreadableImageException {
    int left = restartInterval;
    int across = frame.mcusAcross();
    int down = frame.mcusDown();
    for (int y = 0; y < down; y++) {
      canvas.work((long) across * frame.blocksPerMcu() * Scan.STEPS_PER_BLOCK);
      for (int x = 0; x < across; x++) {
        if (restartInterval > 0 && left-- == 0) {
          in.restart();
          for (Component c : scan.components()) {
            c.prediction = 0;
          }
          left = restartInterval - 1;
        }
        unit(scan, x);
      }
      in.requireData();
      batch.finish();
      for (Component c : scan.components()) {
        c.flush(y * c.down, c.down);
      }
    }
  }

  private void unit(Scan scan, int x) throws UnreadableImageException {
    for (Component c : scan.components()) {
      for (int v = 0; v < c.down; v++) {
        for (int h = 0; h < c.across; h++) {
          block(c, v, x * c.across + h);
        }
      }
    }
  }

  private void block(Component c, int row, int column) throws UnreadableImageException {
    clear();
    c.prediction += in.difference(c.dcTable);
    block[0] = c.prediction * c.quantization[0];
    last = in.block(c.acTable, block, c.quantization, Dct.lastNeeded(c.size));
    c.write(block, last, row, column, batch);
  }

  private void clear() {
    if (last < FEW) {
      for (int k = 1; k <= last; k++) {
        block[Dct.NATURAL[k]] = 0;
      }
    } else {
      Arrays.fill(block, 0, 64, 0);
    }
  }
}
