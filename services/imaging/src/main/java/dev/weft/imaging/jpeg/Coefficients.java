package dev.weft.imaging.jpeg;

import dev.weft.imaging.pixels.Canvas;
import dev.weft.imaging.pixels.UnreadableImageException;

/** Converts the coefficients of a progressive frame, after all scans, to rows. */
final class Coefficients {
  private Coefficients() {}

  static void write(Component c, Canvas canvas) throws UnreadableImageException {
    BlockBatch batch = new BlockBatch();
    int[] block = new int[2 * 64];
    int needed = Math.min(Dct.lastNeeded(c.size), c.coefficientsPerBlock - 1);
    for (int y = 0; y < c.ownBlocksDown(); y++) {
      canvas.work((long) c.ownBlocksAcross() * Scan.STEPS_PER_BLOCK);
      for (int x = 0; x < c.ownBlocksAcross(); x++) {
        int at = (y * c.blocksAcross + x) * c.coefficientsPerBlock;
        java.util.Arrays.fill(block, 0, 64, 0);
        int last = 0;
        for (int k = 0; k <= needed; k++) {
          int value = c.coefficients[at + k];
          if (value != 0) {
            block[Dct.NATURAL[k]] = value * c.quantization[k];
            last = k;
          }
        }
        c.write(block, last, 0, x, batch);
      }
      batch.finish();
      c.flush(y, 1);
    }
  }
}
