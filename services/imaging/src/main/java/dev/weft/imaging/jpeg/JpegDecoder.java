package dev.weft.imaging.jpeg;

import dev.weft.imaging.pixels.ByteSource;
import dev.weft.imaging.pixels.Canvas;
import dev.weft.imaging.pixels.ColourModel;
import dev.weft.imaging.pixels.ImageHeader;
import dev.weft.imaging.pixels.Orientation;
import dev.weft.imaging.pixels.UnreadableImageException;

/**
 * Decodes JPEG (ITU-T T.81): baseline, extended and progressive Huffman coding, 8 bits, any
 * sampling, gray, YCbCr, RGB, CMYK and YCCK. Blocks are decoded at the size that the result needs,
 * so that a large photograph takes little more than the entropy decoding; chroma is never upsampled
 * to luma's size. Arithmetic and lossless coding and 12 bits are refused.
 *
 * <p>A sequential image needs memory for one row of blocks, a progressive one for its coefficients:
 * two bytes per sample, at most 128 MiB; beyond that, only the mean of each 8x8 block is decoded.
 */
public final class JpegDecoder {
  /** No encoder writes more; each scan may require a pass over the image for a few bytes. */
  private static final int MAX_SCANS = 100;

  private final byte[] data;
  private final Canvas canvas;
  private final int[][] quantization = new int[4][];
  private final HuffmanTable[] dcTables = new HuffmanTable[4];
  private final HuffmanTable[] acTables = new HuffmanTable[4];
  private Frame frame;
  private int restartInterval;
  private int adobeTransform = -1;
  private boolean jfif;
  private Orientation orientation = Orientation.KEEP;
  private int scans;

  private JpegDecoder(byte[] data, Canvas canvas) {
    this.data = data;
    this.canvas = canvas;
  }

  /** Whether {@code data} begins with the signature of JPEG files. */
  public static boolean recognizes(byte[] data) {
    return data.length > 3
        && data[0] == (byte) 0xff
        && data[1] == (byte) 0xd8
        && data[2] == (byte) 0xff;
  }

  public static void decode(byte[] data, Canvas canvas) throws UnreadableImageException {
    new JpegDecoder(data, canvas).decode();
  }

  private void decode() throws UnreadableImageException {
    int at = 2;
    while (true) {
      at = nextMarker(at);
      if (at < 0) {
        break;
      }
      int marker = data[at + 1] & 0xff;
      at += 2;
      if (marker == 0xd9) {
        finish();
        return;
      }
      if (standsAlone(marker)) {
        continue;
      }
      int length = ByteSource.bigEndian(data, at).u16();
      if (length < 2 || at + length > data.length) {
        throw UnreadableImageException.corrupt(
            "a segment at byte " + at + " ends outside the file");
      }
      at = segment(marker, at, at + length);
      if (frame != null && !frame.progressive && complete()) {
        // Data after the last scan does not belong to the image.
        return;
      }
    }
    throw UnreadableImageException.corrupt("the file ends before the image does");
  }

  private static boolean standsAlone(int marker) {
    return marker == 0xd8 || marker == 0x01 || marker >= 0xd0 && marker <= 0xd7;
  }

  /** Returns the position of the next marker's 0xff, or -1. */
  private int nextMarker(int from) {
    for (int at = from; at + 1 < data.length; at++) {
      if (data[at] == (byte) 0xff && data[at + 1] != 0 && data[at + 1] != (byte) 0xff) {
        return at;
      }
    }
    return -1;
  }

  /**
   * Reads a segment, and the scan that follows if it starts one; returns the position to continue
   * at.
   */
  private int segment(int marker, int start, int end) throws UnreadableImageException {
    ByteSource source = ByteSource.bigEndian(data, start + 2);
    switch (marker) {
      case 0xdb -> readQuantization(source, end);
      case 0xc4 -> readHuffman(source, end);
      case 0xdd -> restartInterval = source.u16();
      case 0xc0, 0xc1, 0xc2 -> readFrame(source, marker);
      case 0xda -> {
        return readScan(source, end);
      }
      case 0xe0, 0xe1, 0xee -> readApplication(marker, start + 2, end);
      default -> refuseOtherCoding(marker);
    }
    return end;
  }

  private void readApplication(int marker, int at, int end) {
    if (marker == 0xe0) {
      jfif |= startsWith(at, end, "JFIF");
    } else if (marker == 0xe1) {
      if (startsWith(at, end, "Exif\0\0") && orientation == Orientation.KEEP) {
        orientation = Orientation.inTiff(data, at + 6, end);
      }
    } else if (startsWith(at, end, "Adobe") && end - at >= 12) {
      adobeTransform = data[at + 11] & 0xff;
    }
  }

  private static void refuseOtherCoding(int marker) throws UnreadableImageException {
    if (marker >= 0xc3 && marker <= 0xcf && marker != 0xc8 && marker != 0xcc) {
      throw UnreadableImageException.unsupported(
          "a JPEG of coding process %d (lossless, hierarchical or arithmetic)"
              .formatted(marker - 0xc0));
    }
  }

  private void readFrame(ByteSource source, int marker) throws UnreadableImageException {
    if (frame != null) {
      throw UnreadableImageException.corrupt("a second frame");
    }
    frame = Frame.read(source, marker == 0xc2);
  }

  private int readScan(ByteSource source, int end) throws UnreadableImageException {
    if (frame == null) {
      throw UnreadableImageException.corrupt("a scan before the frame");
    }
    if (++scans > MAX_SCANS) {
      throw UnreadableImageException.corrupt("more than " + MAX_SCANS + " scans");
    }
    if (scans == 1) {
      begin();
    }
    Scan scan = Scan.read(source, frame, dcTables, acTables);
    for (Component c : scan.components()) {
      if (c.quantization == null) {
        c.quantization = quantization[c.quantizationId & 3];
      }
      if (c.quantization == null) {
        throw UnreadableImageException.corrupt(
            "quantization table " + c.quantizationId + " is missing");
      }
    }
    EntropyReader in = new EntropyReader(data, end);
    if (!frame.progressive) {
      new SequentialScan(in, canvas).decode(scan, frame, restartInterval);
    } else if (scan.from() == 0 || scan.components()[0].coefficientsPerBlock == 64) {
      new ProgressiveScan(in, scan, canvas).decode(frame, restartInterval);
    }
    return in.position();
  }

  private void begin() throws UnreadableImageException {
    ColourModel model = model();
    canvas.begin(new ImageHeader("jpeg", frame.width, frame.height, model, orientation));
    frame.open(canvas, model == ColourModel.YCBCR || model == ColourModel.YCCK);
  }

  /**
   * Like libjpeg: three components by JFIF's marker, then Adobe's, then their ids; four by Adobe's.
   */
  private ColourModel model() {
    Component[] c = frame.components;
    if (c.length == 1) {
      return ColourModel.GRAY;
    }
    if (c.length == 4) {
      return switch (adobeTransform) {
        case -1 -> ColourModel.CMYK;
        case 0 -> ColourModel.INVERTED_CMYK;
        default -> ColourModel.YCCK;
      };
    }
    boolean namedRgb = c[0].id == 'R' && c[1].id == 'G' && c[2].id == 'B';
    boolean rgb = !jfif && (adobeTransform == 0 || adobeTransform < 0 && namedRgb);
    return rgb ? ColourModel.RGB : ColourModel.YCBCR;
  }

  private void finish() throws UnreadableImageException {
    if (frame == null || scans == 0 || !complete()) {
      throw UnreadableImageException.corrupt("the file ends before the image does");
    }
    if (frame.progressive) {
      for (Component c : frame.components) {
        Coefficients.write(c, canvas);
      }
    }
  }

  private boolean complete() {
    for (Component c : frame.components) {
      if (!c.scanned) {
        return false;
      }
    }
    return true;
  }

  private void readQuantization(ByteSource source, int end) throws UnreadableImageException {
    while (source.position() < end) {
      int head = source.u8();
      // Longer than 64, like the zigzag table, so that an invalid run stays within bounds.
      int[] table = new int[Dct.NATURAL.length];
      for (int i = 0; i < 64; i++) {
        table[i] = head >> 4 == 0 ? source.u8() : source.u16();
      }
      quantization[head & 3] = table;
    }
  }

  private void readHuffman(ByteSource source, int end) throws UnreadableImageException {
    while (source.position() < end) {
      int head = source.u8();
      int[] counts = new int[17];
      int sum = 0;
      for (int i = 1; i <= 16; i++) {
        counts[i] = source.u8();
        sum += counts[i];
      }
      if (sum > 256 || source.position() + sum > end) {
        throw UnreadableImageException.corrupt("a Huffman table of " + sum + " symbols");
      }
      byte[] symbols = new byte[sum];
      source.copy(symbols, 0, sum);
      (head >> 4 == 0 ? dcTables : acTables)[head & 3] = new HuffmanTable(counts, symbols);
    }
  }

  private boolean startsWith(int at, int end, String text) {
    if (at + text.length() > end) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (data[at + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
