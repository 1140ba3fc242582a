package dev.weft.console.terminal;

import java.io.PrintStream;
import java.util.function.LongSupplier;

/** Prints a line at the start, at each tenth but at most once a second, and at the end. */
final class LineProgress implements Progress {
  private static final long MIN_NANOS = 1_000_000_000L;
  private static final long MAX_NANOS = 10_000_000_000L;

  private final String title;
  private final PrintStream err;
  private final LongSupplier nanoTime;
  private String last = "";
  private long lastTenth = -1;
  private long lastNanos;

  LineProgress(String title, PrintStream err, LongSupplier nanoTime) {
    this.title = title;
    this.err = err;
    this.nanoTime = nanoTime;
  }

  @Override
  public synchronized void update(long done, long total, String note) {
    long now = nanoTime.getAsLong();
    boolean end = total > 0 && done >= total;
    long tenth = total > 0 ? done * 10 / total : 0;
    boolean first = lastTenth < 0;
    long quiet = now - lastNanos;
    if (first || end || (tenth > lastTenth && quiet >= MIN_NANOS) || quiet >= MAX_NANOS) {
      String line = title + (total > 0 ? " " + done + "/" + total : "");
      line += note.isEmpty() ? "" : "  " + note;
      if (!line.equals(last)) {
        err.println(line);
        last = line;
      }
      lastTenth = Math.max(tenth, 0);
      lastNanos = now;
    }
  }

  @Override
  public void close() {
    // Printed lines need no cleanup.
  }
}
