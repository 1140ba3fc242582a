package dev.weft.imaging.webp;

import java.util.List;

/**
 * Which codes a pixel is written in.
 *
 * @param bits the binary logarithm of a block's side
 * @param across blocks in a row
 * @param blocks of each block the index in {@code codes}; null for the first everywhere
 */
record CodeMap(int bits, int across, int[] blocks, List<PrefixCodes> codes) {

  PrefixCodes at(int x, int y) {
    return codes.get(blocks == null ? 0 : blocks[(y >> bits) * across + (x >> bits)]);
  }

  /** Whether a row's pixel {@code x} may have other codes than the one before. */
  boolean mayChangeAt(int x) {
    return blocks != null && (x & (1 << bits) - 1) == 0;
  }
}
