package dev.weft.imaging.webp;

import java.util.List;

/**
 * The prefix codes of each pixel.
 *
 * @param bits the binary logarithm of a block's side
 * @param across blocks in a row
 * @param blocks index into {@code codes} for each block; null if all use the first
 */
record CodeMap(int bits, int across, int[] blocks, List<PrefixCodes> codes) {

  PrefixCodes at(int x, int y) {
    return codes.get(blocks == null ? 0 : blocks[(y >> bits) * across + (x >> bits)]);
  }

  /** Whether the codes of a row's pixel {@code x} may differ from those of the previous pixel. */
  boolean mayChangeAt(int x) {
    return blocks != null && (x & (1 << bits) - 1) == 0;
  }
}
