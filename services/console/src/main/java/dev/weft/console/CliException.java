package dev.weft.console;

/** Ends the command with a message for a person: what was wrong, with which value, what to do. */
public final class CliException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;
  private final String hint;

  /**
   * @param exitCode one of {@link ExitCode}
   * @param message what was wrong, with which value
   * @param hint what to do; empty if there is nothing to say
   */
  public CliException(int exitCode, String message, String hint) {
    this(exitCode, message, hint, null);
  }

  public CliException(int exitCode, String message, String hint, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
    this.hint = hint;
  }

  public int exitCode() {
    return exitCode;
  }

  public String hint() {
    return hint;
  }
}
