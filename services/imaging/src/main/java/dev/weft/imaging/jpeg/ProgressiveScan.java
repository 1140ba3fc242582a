package dev.weft.imaging.jpeg;

import dev.weft.imaging.pixels.Canvas;
import dev.weft.imaging.pixels.UnreadableImageException;

/** Decodes a scan of a progressive frame into its coefficients (T.81, annex G). */
final class ProgressiveScan {
  private final EntropyReader in;
  private final Scan scan;
  private final Canvas canvas;

  /** Number of following blocks without new coefficients in this band. */
  private int endOfBandRun;

  ProgressiveScan(EntropyReader in, Scan scan, Canvas canvas) {
    this.in = in;
    this.scan = scan;
    this.canvas = canvas;
  }

  void decode(Frame frame, int restartInterval) throws UnreadableImageException {
    for (Component c : scan.components()) {
      c.prediction = 0;
      c.scanned |= scan.from() == 0;
    }
    boolean single = scan.components().length == 1;
    Component only = scan.components()[0];
    int across = single ? only.ownBlocksAcross() : frame.mcusAcross();
    int down = single ? only.ownBlocksDown() : frame.mcusDown();
    int left = restartInterval;
    long steps = (long) across * (single ? 1 : frame.blocksPerMcu()) * Scan.STEPS_PER_BLOCK;
    for (int y = 0; y < down; y++) {
      canvas.work(steps);
      for (int x = 0; x < across; x++) {
        if (restartInterval > 0 && left-- == 0) {
          restart();
          left = restartInterval - 1;
        }
        if (single) {
          block(only, (y * only.blocksAcross + x) * only.coefficientsPerBlock);
        } else {
          unit(x, y);
        }
      }
      in.requireData();
    }
  }

  private void restart() throws UnreadableImageException {
    in.restart();
    endOfBandRun = 0;
    for (Component c : scan.components()) {
      c.prediction = 0;
    }
  }

  private void unit(int x, int y) throws UnreadableImageException {
    for (Component c : scan.components()) {
      for (int v = 0; v < c.down; v++) {
        for (int h = 0; h < c.across; h++) {
          int row = y * c.down + v;
          int column = x * c.across + h;
          block(c, (row * c.blocksAcross + column) * c.coefficientsPerBlock);
        }
      }
    }
  }

  private void block(Component c, int at) throws UnreadableImageException {
    if (scan.from() == 0) {
      if (scan.high() == 0) {
        c.prediction += in.difference(c.dcTable);
        c.coefficients[at] = (short) (c.prediction << scan.low());
      } else if (in.bit() != 0) {
        c.coefficients[at] |= (short) (1 << scan.low());
      }
    } else if (scan.high() == 0) {
      firstAc(c.acTable, c.coefficients, at);
    } else {
      refineAc(c.acTable, c.coefficients, at);
    }
  }

  private void firstAc(HuffmanTable table, short[] out, int at) throws UnreadableImageException {
    if (endOfBandRun > 0) {
      endOfBandRun--;
      return;
    }
    for (int k = scan.from(); k <= scan.to(); k++) {
      int symbol = in.symbol(table);
      int run = symbol >> 4;
      int size = symbol & 15;
      if (size == 0 && run < 15) {
        endOfBandRun = (1 << run) - 1 + (run > 0 ? in.receive(run) : 0);
        return;
      }
      k += run;
      if (size > 0) {
        out[at + within(k)] = (short) (in.receiveSigned(size) << scan.low());
      }
    }
  }

  private void refineAc(HuffmanTable table, short[] out, int at) throws UnreadableImageException {
    int k = scan.from();
    if (endOfBandRun == 0) {
      for (; k <= scan.to(); k++) {
        int symbol = in.symbol(table);
        int run = symbol >> 4;
        int size = symbol & 15;
        int fresh = 0;
        if (size > 0) {
          fresh = in.bit() != 0 ? 1 << scan.low() : -1 << scan.low();
        } else if (run < 15) {
          endOfBandRun = (1 << run) + (run > 0 ? in.receive(run) : 0);
          break;
        }
        k = skipZeros(out, at, k, run);
        if (fresh != 0) {
          out[at + within(k)] = (short) fresh;
        }
      }
    }
    if (endOfBandRun > 0) {
      for (; k <= scan.to(); k++) {
        refine(out, at + k);
      }
      endOfBandRun--;
    }
  }

  /** Refines non-zero coefficients up to the zero that follows {@code run} other zeros. */
  private int skipZeros(short[] out, int at, int from, int run) {
    int k = from;
    int left = run;
    while (k <= scan.to()) {
      if (out[at + k] != 0) {
        refine(out, at + k);
      } else if (left-- == 0) {
        break;
      }
      k++;
    }
    return k;
  }

  private void refine(short[] out, int at) {
    int value = out[at];
    if (value != 0 && in.bit() != 0 && (Math.abs(value) & 1 << scan.low()) == 0) {
      out[at] = (short) (value + (value > 0 ? 1 << scan.low() : -1 << scan.low()));
    }
  }

  private int within(int k) throws UnreadableImageException {
    if (k > scan.to()) {
      throw UnreadableImageException.corrupt("a block has more coefficients than its scan's band");
    }
    return k;
  }
}
