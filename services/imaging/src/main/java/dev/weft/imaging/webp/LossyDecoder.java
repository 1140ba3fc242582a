package dev.weft.imaging.webp;

import com.twelvemonkeys.imageio.plugins.webp.vp8.VP8Frame;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import dev.weft.imaging.pixels.UnreadableImageException;
import java.awt.Point;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.stream.ImageInputStream;

/**
 * Decodes a VP8 key frame with TwelveMonkeys' pure Java decoder, without its container, colour
 * profiles and image: rows are passed on in groups of 16 as they are decoded.
 */
final class LossyDecoder {
  /** Side of a macroblock. */
  private static final int BLOCK = 16;

  /** Measured for 3.14.0: some 80 ns per pixel, regardless of content. */
  private static final long STEPS_PER_PIXEL = 8;

  /** Memory of 3.14.0: the modes of each macroblock, and the last macroblock of each column. */
  private static final long BYTES_PER_BLOCK = 120;

  private static final long BYTES_PER_COLUMN = 16 << 10;

  private LossyDecoder() {}

  /** Receives rows of red, green and blue in order; a row is valid until the next one. */
  interface Rows {
    void row(int y, byte[] rgb) throws UnreadableImageException;
  }

  static long steps(int width, int height) {
    return STEPS_PER_PIXEL * BLOCK * BLOCK * Blocks.across(width, 4) * Blocks.across(height, 4);
  }

  static long memory(int width, int height) {
    int columns = Blocks.across(width, 4);
    return columns * (BYTES_PER_COLUMN + BYTES_PER_BLOCK * Blocks.across(height, 4));
  }

  static void decode(byte[] data, Riff.Frame frame, Rows rows) throws UnreadableImageException {
    int start = frame.data().start();
    Strip strip = new Strip(frame.width(), frame.height(), rows);
    try (ImageInputStream input = new ByteArrayImageInputStream(data, start, data.length - start)) {
      if (!new VP8Frame(input, false).decode(strip, null)) {
        throw UnreadableImageException.corrupt("the first frame of the WebP is not a key frame");
      }
      strip.flush();
    } catch (Stopped e) {
      throw e.why;
    } catch (IOException e) {
      throw UnreadableImageException.corrupt(
          "the image data of the WebP ends early or has invalid codes: " + e);
    }
  }

  /** Carries the cause through a decoder that does not declare it. */
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient UnreadableImageException why;

    Stopped(UnreadableImageException why) {
      super(why.getMessage(), null, false, false);
      this.why = why;
    }
  }

  /**
   * A raster that appears to be the whole image, but holds one row of macroblocks: the decoder
   * writes them in order.
   */
  private static final class Strip extends WritableRaster {
    private final Rows rows;
    private final byte[][] held = new byte[BLOCK][];
    private int first;

    Strip(int width, int height, Rows rows) {
      super(
          new PixelInterleavedSampleModel(
              java.awt.image.DataBuffer.TYPE_BYTE,
              width,
              height,
              3,
              3 * width,
              new int[] {0, 1, 2}),
          new DataBufferByte(1),
          new Point());
      this.rows = rows;
      for (int i = 0; i < BLOCK; i++) {
        held[i] = new byte[3 * width];
      }
    }

    @Override
    public void setDataElements(int x, int y, Object rgb) {
      if (y >= first + BLOCK) {
        flush();
      }
      byte[] pixel = (byte[]) rgb;
      byte[] row = held[y - first];
      row[3 * x] = pixel[0];
      row[3 * x + 1] = pixel[1];
      row[3 * x + 2] = pixel[2];
    }

    void flush() {
      try {
        for (int i = 0; i < BLOCK && first + i < getHeight(); i++) {
          rows.row(first + i, held[i]);
          Arrays.fill(held[i], (byte) 255);
        }
      } catch (UnreadableImageException e) {
        throw new Stopped(e);
      }
      first += BLOCK;
    }
  }
}
