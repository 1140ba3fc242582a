package dev.weft.console.terminal;

import java.io.PrintStream;
import java.util.function.LongSupplier;

/** A line that is redrawn in place: a bar if the total is known, a spinner otherwise. */
final class BarProgress implements Progress {
  private static final long REDRAW_NANOS = 80_000_000L;
  private static final String ERASE = "\r\u001b[K";
  private static final String[] SPIN_UNICODE = {"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"};
  private static final String[] SPIN_ASCII = {"|", "/", "-", "\\"};

  private final String title;
  private final PrintStream err;
  private final Style style;
  private final LongSupplier nanoTime;
  private final boolean estimates;
  private final long startNanos;
  private long lastNanos;
  private int turn;
  private boolean drawn;
  private boolean closed;

  /**
   * @param estimates whether to show the remaining time, estimated from the average rate so far
   */
  BarProgress(
      String title, PrintStream err, Style style, LongSupplier nanoTime, boolean estimates) {
    this.title = title;
    this.err = err;
    this.style = style;
    this.nanoTime = nanoTime;
    this.estimates = estimates;
    this.startNanos = nanoTime.getAsLong();
    this.lastNanos = startNanos - REDRAW_NANOS;
  }

  @Override
  public synchronized void update(long done, long total, String note) {
    long now = nanoTime.getAsLong();
    boolean end = total > 0 && done >= total;
    if (closed || (!end && now - lastNanos < REDRAW_NANOS)) {
      return;
    }
    lastNanos = now;
    drawn = true;
    err.print(ERASE + (total > 0 ? bar(done, total, note, now) : spinner(note, now)));
    err.flush();
  }

  private String spinner(String note, long now) {
    String[] faces = style.unicode() ? SPIN_UNICODE : SPIN_ASCII;
    String text = title + "  " + Format.seconds((now - startNanos) / 1e9) + "  " + note;
    return style.green(faces[turn++ % faces.length]) + " " + fit(text, style.columns() - 3);
  }

  private String bar(long done, long total, String note, long now) {
    String count = " " + done + "/" + total;
    String left = timeLeft(done, total, now);
    int width = Math.min(24, style.columns() - title.length() - count.length() - 4);
    if (width < 5) {
      return fit(title + count + left, style.columns() - 1);
    }
    int full = (int) (Math.min(done, total) * width / total);
    String bar =
        style.green((style.unicode() ? "━" : "#").repeat(full))
            + style.dim((style.unicode() ? "─" : ".").repeat(width - full));
    int room = style.columns() - title.length() - width - 3;
    return title + " " + bar + fit(count + left + (note.isEmpty() ? "" : "  " + note), room);
  }

  private String timeLeft(long done, long total, long now) {
    double seconds = (now - startNanos) / 1e9;
    if (!estimates || done == 0 || done >= total || seconds < 2) {
      return "";
    }
    return "  " + Format.seconds(seconds / done * (total - done)) + " left";
  }

  private static String fit(String text, int columns) {
    return text.length() <= columns ? text : text.substring(0, Math.max(0, columns));
  }

  @Override
  public synchronized void close() {
    if (drawn && !closed) {
      err.print(ERASE);
      err.flush();
    }
    closed = true;
  }
}
