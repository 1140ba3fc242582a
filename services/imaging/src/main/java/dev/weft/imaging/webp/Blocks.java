package dev.weft.imaging.webp;

/** Counts the blocks of a side. */
final class Blocks {
  private Blocks() {}

  /** How many blocks of {@code 1 << bits} pixels cover {@code pixels}. */
  static int across(int pixels, int bits) {
    return pixels + (1 << bits) - 1 >> bits;
  }
}
