package dev.weft.imaging.webp;

import dev.weft.imaging.pixels.ByteSource;
import dev.weft.imaging.pixels.Orientation;
import dev.weft.imaging.pixels.UnreadableImageException;

/**
 * The container of a WebP, read before anything is decoded. As the format requires, a still image
 * must fill its canvas and an animation's frames must be within theirs, so that the decoded image
 * is never larger than the size that was checked against the limits.
 *
 * @param width the width of the canvas, in pixels
 * @param height the height of the canvas
 * @param frame the first frame
 * @param orientation the orientation in its EXIF chunk
 * @param misfit what is wrong with the frames' sizes; null if nothing is
 */
record Riff(int width, int height, Frame frame, Orientation orientation, String misfit) {
  private static final int VP8 = 0x20385056;
  private static final int VP8L = 0x4c385056;
  private static final int VP8X = 0x58385056;
  private static final int ANMF = 0x464d4e41;
  private static final int EXIF = 0x46495845;
  private static final int ALPH = 0x48504c41;

  /**
   * A coded image.
   *
   * @param left its column on the canvas
   * @param top its row on the canvas
   * @param lossless whether it is coded as VP8L
   * @param data its chunk
   * @param alpha the preceding chunk with its alpha plane; null if there is none
   */
  record Frame(
      int left, int top, int width, int height, boolean lossless, Chunk data, Chunk alpha) {}

  /** A range of bytes, from {@code start} to {@code end} (exclusive). */
  record Chunk(int start, int end) {}

  /** Reads the chunks; each must be within the file. */
  static Riff read(byte[] data) throws UnreadableImageException {
    Walk walk = new Walk();
    walk.chunks(data, ByteSource.littleEndian(data, 12), data.length);
    if (walk.first == null) {
      throw UnreadableImageException.corrupt("a WebP without a frame");
    }
    return new Riff(walk.width, walk.height, walk.first, walk.orientation, walk.misfit);
  }

  /**
   * Checks the frames' sizes. Called after the size was checked against the limits, which is the
   * more helpful reason.
   */
  void requireFramesThatFit() throws UnreadableImageException {
    if (misfit != null) {
      throw UnreadableImageException.corrupt(misfit);
    }
  }

  private static final class Walk {
    private int width;
    private int height;
    private Frame first;
    private Chunk alpha;
    private int left;
    private int top;
    private boolean animated;
    private String misfit;
    private Orientation orientation = Orientation.KEEP;

    private void chunks(byte[] data, ByteSource source, int end) throws UnreadableImageException {
      while (end - source.position() >= 8) {
        int type = source.i32();
        long length = source.u32();
        int start = source.position();
        if (type != VP8
            && type != VP8L
            && type != VP8X
            && type != ANMF
            && type != EXIF
            && length > end - start) {
          return;
        }
        chunk(data, type, start, length);
        source.skip(length);
        if (length % 2 == 1 && end > source.position()) {
          source.skip(1);
        }
      }
    }

    private void chunk(byte[] data, int type, int start, long length)
        throws UnreadableImageException {
      ByteSource source = ByteSource.littleEndian(data, start);
      Chunk chunk = new Chunk(start, (int) Math.min(data.length, start + length));
      switch (type) {
        case VP8X -> {
          source.skip(4);
          size(1 + u24(source), 1 + u24(source));
        }
        case VP8 -> {
          source.skip(3);
          if (source.u8() != 0x9d || source.u8() != 0x01 || source.u8() != 0x2a) {
            throw UnreadableImageException.corrupt("a frame of a WebP without its start code");
          }
          frame(source.u16() & 0x3fff, source.u16() & 0x3fff, false, chunk);
        }
        case VP8L -> {
          source.skip(1);
          int bits = source.i32();
          frame((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1, true, chunk);
        }
        case ALPH -> alpha = alpha == null ? chunk : alpha;
        case ANMF -> {
          animated = true;
          left = 2 * u24(source);
          top = 2 * u24(source);
          alpha = null;
          source.skip(10);
          chunks(data, source, chunk.end());
        }
        case EXIF -> exif(data, start, (int) length);
        default -> {}
      }
    }

    private void exif(byte[] data, int start, int length) {
      boolean prefixed = length > 6 && start + 6 < data.length && data[start] == 'E';
      int from = prefixed ? start + 6 : start;
      orientation = Orientation.inTiff(data, from, start + length);
    }

    private void frame(int frameWidth, int frameHeight, boolean lossless, Chunk chunk) {
      boolean fits =
          animated
              ? frameWidth <= width && frameHeight <= height
              : frameWidth == width && frameHeight == height;
      if (width > 0 && !fits) {
        misfit =
            "a frame of %dx%d pixels on a WebP canvas of %dx%d"
                .formatted(frameWidth, frameHeight, width, height);
      }
      if (first == null) {
        first = new Frame(left, top, frameWidth, frameHeight, lossless, chunk, alpha);
      }
      size(frameWidth, frameHeight);
    }

    private void size(int w, int h) {
      width = Math.max(width, w);
      height = Math.max(height, h);
    }

    private static int u24(ByteSource source) throws UnreadableImageException {
      return source.u16() | source.u8() << 16;
    }
  }
}
