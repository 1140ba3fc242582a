package dev.weft.console.terminal;

/**
 * Tells a person on standard error how far something is. Thread-safe.
 *
 * <p>A bar that redraws itself where standard error is a terminal, a line now and then where it is
 * a file, nothing when asked to be quiet.
 */
public interface Progress extends AutoCloseable {

  /**
   * @param done steps done so far
   * @param total steps in all; 0 while that is unknown
   * @param note a few words; may be empty
   */
  void update(long done, long total, String note);

  /** Takes the bar away, so that other text can follow. May be called twice. */
  @Override
  void close();

  /** Progress that nobody sees. */
  static Progress silent() {
    return new SilentProgress();
  }

  /** The progress that fits where standard error goes. */
  static Progress of(String title, Terminal terminal, boolean quiet) {
    if (quiet) {
      return silent();
    }
    return terminal.errStyle().tty()
        ? new BarProgress(title, terminal.err(), terminal.errStyle(), System::nanoTime, true)
        : new LineProgress(title, terminal.err(), System::nanoTime);
  }

  /** Likewise, for work that says itself how long it will take. */
  static Progress withoutTimeLeft(String title, Terminal terminal, boolean quiet) {
    return !quiet && terminal.errStyle().tty()
        ? new BarProgress(title, terminal.err(), terminal.errStyle(), System::nanoTime, false)
        : of(title, terminal, quiet);
  }
}
