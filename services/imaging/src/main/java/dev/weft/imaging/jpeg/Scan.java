package dev.weft.imaging.jpeg;

import dev.weft.imaging.pixels.ByteSource;
import dev.weft.imaging.pixels.UnreadableImageException;

/**
 * A start of scan.
 *
 * @param components the frame's components in this scan
 * @param from first zigzag index
 * @param to last zigzag index
 * @param high bit position of the previous scan; 0 for a first scan
 * @param low bit position of this scan
 */
record Scan(Component[] components, int from, int to, int high, int low) {
  /** Work of a block, in steps of {@link dev.weft.imaging.pixels.Canvas#work}. */
  static final int STEPS_PER_BLOCK = 16;

  static Scan read(ByteSource source, Frame frame, HuffmanTable[] dc, HuffmanTable[] ac)
      throws UnreadableImageException {
    int count = source.u8();
    if (count < 1 || count > frame.components.length) {
      throw UnreadableImageException.corrupt("a scan of " + count + " components");
    }
    Component[] components = new Component[count];
    int blocks = 0;
    for (int i = 0; i < count; i++) {
      components[i] = component(frame, source.u8());
      int tables = source.u8();
      components[i].dcTable = dc[tables >> 4 & 3];
      components[i].acTable = ac[tables & 3];
      blocks += components[i].across * components[i].down;
    }
    if (count > 1 && blocks > 10) {
      throw UnreadableImageException.corrupt("a scan of " + blocks + " blocks per unit");
    }
    int from = source.u8();
    int to = source.u8();
    int approximation = source.u8();
    Scan scan = new Scan(components, from, to, approximation >> 4, approximation & 15);
    scan.check(frame.progressive);
    return scan;
  }

  private void check(boolean progressive) throws UnreadableImageException {
    boolean dc = !progressive || from == 0 && high == 0;
    boolean ac = !progressive || from > 0;
    for (Component c : components) {
      if (dc && c.dcTable == null || ac && c.acTable == null) {
        throw UnreadableImageException.corrupt("a scan refers to a Huffman table that is missing");
      }
    }
    if (progressive && !(bandIsSound() && bitsAreSound())) {
      throw UnreadableImageException.corrupt(
          "a progressive scan of %d..%d, bits %d..%d".formatted(from, to, high, low));
    }
  }

  private boolean bandIsSound() {
    return from == 0 ? to == 0 : components.length == 1 && to >= from && to < 64;
  }

  private boolean bitsAreSound() {
    return low <= 13 && (high == 0 || high == low + 1);
  }

  private static Component component(Frame frame, int id) throws UnreadableImageException {
    for (Component c : frame.components) {
      if (c.id == id) {
        return c;
      }
    }
    throw UnreadableImageException.corrupt(
        "a scan refers to component " + id + ", which the frame does not have");
  }
}
