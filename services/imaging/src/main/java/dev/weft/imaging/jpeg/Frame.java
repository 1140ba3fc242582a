package dev.weft.imaging.jpeg;

import dev.weft.imaging.pixels.ByteSource;
import dev.weft.imaging.pixels.Canvas;
import dev.weft.imaging.pixels.UnreadableImageException;

/** A start of frame: size, components and coding. */
final class Frame {
  /**
   * Maximum number of coefficients held of a progressive frame; of larger frames only the means of
   * blocks are decoded.
   */
  private static final long MAX_COEFFICIENTS = 64L << 20;

  final boolean progressive;
  final int width;
  final int height;
  final Component[] components;
  private final int maxAcross;
  private final int maxDown;

  private Frame(boolean progressive, int width, int height, Component[] components) {
    this.progressive = progressive;
    this.width = width;
    this.height = height;
    this.components = components;
    int across = 1;
    int down = 1;
    for (Component c : components) {
      across = Math.max(across, c.across);
      down = Math.max(down, c.down);
    }
    maxAcross = across;
    maxDown = down;
    for (Component c : components) {
      c.width = (width * c.across + across - 1) / across;
      c.height = (height * c.down + down - 1) / down;
      c.blocksAcross = mcusAcross() * c.across;
      c.blocksDown = mcusDown() * c.down;
    }
  }

  static Frame read(ByteSource source, boolean progressive) throws UnreadableImageException {
    int precision = source.u8();
    if (precision != 8) {
      throw UnreadableImageException.unsupported(
          "a JPEG of " + precision + " bits per sample; only 8 are supported");
    }
    int height = source.u16();
    int width = source.u16();
    int count = source.u8();
    if (width == 0 || height == 0) {
      throw UnreadableImageException.corrupt(
          "the header specifies a size of " + width + "x" + height + " pixels");
    }
    if (count != 1 && count != 3 && count != 4) {
      throw UnreadableImageException.corrupt("a JPEG of " + count + " components");
    }
    Component[] components = new Component[count];
    for (int i = 0; i < count; i++) {
      int id = source.u8();
      int sampling = source.u8();
      int across = sampling >> 4;
      int down = sampling & 15;
      if (across < 1 || across > 4 || down < 1 || down > 4) {
        throw UnreadableImageException.corrupt("sampling factors " + across + "x" + down);
      }
      // A single component is never interleaved, regardless of its sampling factors.
      components[i] =
          count == 1
              ? new Component(id, 1, 1, source.u8())
              : new Component(id, across, down, source.u8());
    }
    return new Frame(progressive, width, height, components);
  }

  int mcusAcross() {
    return (width + 8 * maxAcross - 1) / (8 * maxAcross);
  }

  int mcusDown() {
    return (height + 8 * maxDown - 1) / (8 * maxDown);
  }

  /** Number of blocks of all components in an MCU. */
  int blocksPerMcu() {
    int blocks = 0;
    for (Component c : components) {
      blocks += c.across * c.down;
    }
    return blocks;
  }

  /**
   * Chooses the size at which blocks are decoded, so that the filter has at least twice the samples
   * that it needs (for chroma, as many as it needs), and reserves the memory.
   */
  void open(Canvas canvas, boolean chromaFollows) throws UnreadableImageException {
    for (int i = 0; i < components.length; i++) {
      Component c = components[i];
      double sampling = Math.min((double) c.across / maxAcross, (double) c.down / maxDown);
      double wanted = chromaFollows && (i == 1 || i == 2) ? 1 : 2;
      while (c.size > 1 && canvas.reduction() * sampling * (c.size / 2) / 8 >= wanted) {
        c.size /= 2;
      }
    }
    if (progressive) {
      holdCoefficients(canvas);
    }
    for (int i = 0; i < components.length; i++) {
      Component c = components[i];
      c.open(canvas, i, (double) width * c.across / maxAcross, (double) height * c.down / maxDown);
    }
  }

  private void holdCoefficients(Canvas canvas) throws UnreadableImageException {
    boolean meansOnly = count(64) > MAX_COEFFICIENTS;
    long held = 0;
    for (Component c : components) {
      if (meansOnly) {
        c.size = 1;
      }
      c.coefficientsPerBlock = c.size == 1 ? 1 : 64;
      held += (long) c.blocksAcross * c.blocksDown * c.coefficientsPerBlock;
    }
    canvas.reserve(held * Short.BYTES);
    for (Component c : components) {
      c.coefficients = new short[c.blocksAcross * c.blocksDown * c.coefficientsPerBlock];
    }
  }

  private long count(int perBlock) {
    long all = 0;
    for (Component c : components) {
      all += (long) c.blocksAcross * c.blocksDown * perBlock;
    }
    return all;
  }
}
