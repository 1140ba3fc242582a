package dev.weft.imaging.webp;

import dev.weft.imaging.pixels.Canvas;
import dev.weft.imaging.pixels.UnreadableImageException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Decodes WebP's lossless format (RFC 9649, section 3) row by row. As the format requires, there is
 * at most one transform of each kind, and references reach back at most 2^20 pixels: only that many
 * are held, for images of any size.
 */
final class LosslessDecoder {
  /** Far more than encoders write: libwebp at most 2,600. */
  static final int MAX_CODE_GROUPS = 8_192;

  /** Pixels that a reference may reach back. */
  static final int WINDOW = 1 << 20;

  private final BitReader in;
  private final Canvas canvas;

  /**
   * @param start offset of the transforms, after the header if there is one
   */
  LosslessDecoder(byte[] data, int start, int end, Canvas canvas) {
    this.in = new BitReader(data, start, end);
    this.canvas = canvas;
  }

  /** Receives rows of ARGB in order; a row is valid until the next one. */
  interface Rows {
    void row(int y, int[] argb) throws UnreadableImageException;
  }

  /** Transforms of an image, by number. */
  private enum Kind {
    PREDICTOR,
    CROSS_COLOUR,
    SUBTRACT_GREEN,
    PALETTE
  }

  /** Memory of decoding in bytes. */
  static long memory(int width, int height, int fileBytes) {
    long pixels = (long) width * height;
    long blocks = pixels / 16 + width + height;
    long codes = Math.min(5L * 700 * Math.min(MAX_CODE_GROUPS, blocks), 45L * fileBytes);
    return Integer.BYTES * (2 * Math.min(pixels, WINDOW) + 3 * blocks + 4L * width) + codes;
  }

  void decode(int width, int height, Rows rows) throws UnreadableImageException {
    List<Transform> transforms = new ArrayList<>();
    Set<Kind> seen = EnumSet.noneOf(Kind.class);
    int coded = width;
    while (in.bit()) {
      Kind kind = Kind.values()[in.read(2)];
      if (!seen.add(kind)) {
        throw UnreadableImageException.corrupt("a WebP is transformed twice by " + kind);
      }
      switch (kind) {
        case PREDICTOR, CROSS_COLOUR -> {
          int bits = in.read(3) + 2;
          int[] blocks = image(Blocks.across(coded, bits), Blocks.across(height, bits));
          transforms.add(
              kind == Kind.PREDICTOR
                  ? new Predictor(coded, bits, blocks)
                  : new Transform.CrossColour(coded, bits, blocks));
        }
        case SUBTRACT_GREEN -> transforms.add(new Transform.SubtractedGreen(coded));
        default -> {
          int colours = in.read(8) + 1;
          int bits = colours > 16 ? 0 : colours > 4 ? 1 : colours > 2 ? 2 : 3;
          transforms.add(new Transform.Palette(coded, bits, palette(colours)));
          coded = Blocks.across(coded, bits);
        }
      }
    }
    int[] row = new int[width];
    Rows undone =
        (y, argb) -> {
          System.arraycopy(argb, 0, row, 0, argb.length);
          for (int i = transforms.size() - 1; i >= 0; i--) {
            transforms.get(i).undo(y, row);
          }
          canvas.work((long) width * transforms.size());
          rows.row(y, row);
        };
    int cacheBits = cacheBits();
    CodeMap codes = codeMap(coded, height, cacheBits);
    int ring = Integer.highestOneBit(Math.min(WINDOW, coded * height) * 2 - 1);
    new PixelReader(in, canvas, coded, height, codes, cacheBits, new int[ring]).read(undone);
  }

  private int[] palette(int colours) throws UnreadableImageException {
    int[] differences = image(colours, 1);
    // Indices beyond the last colour are transparent black.
    int[] palette = new int[256];
    int last = 0;
    for (int i = 0; i < colours; i++) {
      int alphaGreen = (last & 0xff00ff00) + (differences[i] & 0xff00ff00);
      int redBlue = (last & 0xff00ff) + (differences[i] & 0xff00ff);
      last = alphaGreen & 0xff00ff00 | redBlue & 0xff00ff;
      palette[i] = last;
    }
    return palette;
  }

  /** Decodes an image within the image, of blocks or of colours. */
  private int[] image(int width, int height) throws UnreadableImageException {
    int cacheBits = cacheBits();
    CodeMap codes = new CodeMap(0, 0, null, List.of(codes(cacheBits)));
    int[] pixels = new int[width * height];
    int ring = Integer.highestOneBit(Math.min(WINDOW, width * height) * 2 - 1);
    new PixelReader(in, canvas, width, height, codes, cacheBits, new int[ring])
        .read((y, argb) -> System.arraycopy(argb, 0, pixels, y * width, width));
    return pixels;
  }

  private int cacheBits() throws UnreadableImageException {
    if (!in.bit()) {
      return 0;
    }
    int bits = in.read(4);
    if (bits < 1 || bits > 11) {
      throw UnreadableImageException.corrupt("a WebP has a colour cache of " + bits + " bits");
    }
    return bits;
  }

  private PrefixCodes codes(int cacheBits) throws UnreadableImageException {
    return PrefixCodes.read(in, cacheBits > 0 ? 1 << cacheBits : 0);
  }

  /** Reads the prefix codes of a part of the image. */
  private CodeMap codeMap(int width, int height, int cacheBits) throws UnreadableImageException {
    if (!in.bit()) {
      return new CodeMap(0, 0, null, List.of(codes(cacheBits)));
    }
    int bits = in.read(3) + 2;
    int across = Blocks.across(width, bits);
    int[] blocks = image(across, Blocks.across(height, bits));
    int groups = 0;
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = blocks[i] >> 8 & 0xffff;
      groups = Math.max(groups, blocks[i] + 1);
    }
    if (groups > MAX_CODE_GROUPS) {
      throw UnreadableImageException.unsupported(
          "a WebP of %,d groups of prefix codes; at most %,d are supported"
              .formatted(groups, MAX_CODE_GROUPS));
    }
    List<PrefixCodes> codes = new ArrayList<>(groups);
    for (int i = 0; i < groups; i++) {
      codes.add(codes(cacheBits));
    }
    return new CodeMap(bits, across, blocks, codes);
  }
}
