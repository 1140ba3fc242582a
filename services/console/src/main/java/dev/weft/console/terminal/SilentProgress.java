package dev.weft.console.terminal;

/** Prints nothing. */
final class SilentProgress implements Progress {
  @Override
  public void update(long done, long total, String note) {
    // Quiet.
  }

  @Override
  public void close() {
    // Nothing was drawn.
  }
}
