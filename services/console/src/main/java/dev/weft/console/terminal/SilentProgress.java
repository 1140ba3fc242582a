package dev.weft.console.terminal;

/** Says nothing. */
final class SilentProgress implements Progress {
  @Override
  public void update(long done, long total, String note) {
    // Nobody asked.
  }

  @Override
  public void close() {
    // Nothing was drawn.
  }
}
