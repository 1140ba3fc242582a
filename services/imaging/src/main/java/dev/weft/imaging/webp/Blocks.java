package dev.weft.imaging.webp;

/** Computes numbers of blocks. */
final class Blocks {
  private Blocks() {}

  /** Returns the number of blocks of {@code 1 << bits} pixels that cover {@code pixels}. */
  static int across(int pixels, int bits) {
    return pixels + (1 << bits) - 1 >> bits;
  }
}
