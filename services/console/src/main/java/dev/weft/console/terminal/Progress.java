package dev.weft.console.terminal;

/**
 * Reports progress to a person on standard error: a bar that is redrawn on a terminal, an
 * occasional line in a file, nothing if quiet. Thread-safe.
 */
public interface Progress extends AutoCloseable {

  /**
   * @param done number of completed steps
   * @param total number of steps; 0 while unknown
   * @param note a few words; may be empty
   */
  void update(long done, long total, String note);

  /** Removes the bar, so that other text can follow. May be called twice. */
  @Override
  void close();

  /** Progress without output. */
  static Progress silent() {
    return new SilentProgress();
  }

  /** The kind of progress that suits standard error. */
  static Progress of(String title, Terminal terminal, boolean quiet) {
    if (quiet) {
      return silent();
    }
    return terminal.errStyle().tty()
        ? new BarProgress(title, terminal.err(), terminal.errStyle(), System::nanoTime, true)
        : new LineProgress(title, terminal.err(), System::nanoTime);
  }

  /**
   * Like {@link #of}, but without an estimate of the remaining time, for work that reports one
   * itself.
   */
  static Progress withoutTimeLeft(String title, Terminal terminal, boolean quiet) {
    return !quiet && terminal.errStyle().tty()
        ? new BarProgress(title, terminal.err(), terminal.errStyle(), System::nanoTime, false)
        : of(title, terminal, quiet);
  }
}
