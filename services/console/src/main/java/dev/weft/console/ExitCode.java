package dev.weft.console;

/** What the process ends with; scripts rely on it. */
public final class ExitCode {
  /** Everything that was asked for was done. */
  public static final int OK = 0;

  /**
   * Ran to its end, but some image was rejected, not answered, not uploaded or not labeled, or the
   * demo's training gave no new version.
   */
  public static final int IMAGES_FAILED = 1;

  /** The command line is wrong: unknown option, missing file, bad value. */
  public static final int USAGE = 2;

  /** The server did not start: a taken port, a broken data folder, not built. */
  public static final int CANNOT_START = 3;

  /** No server, broker or store answers where one should. */
  public static final int UNREACHABLE = 4;

  /** What was asked for does not exist: an image id, a model. */
  public static final int NOT_FOUND = 5;

  /** The work itself failed: a file that is no model, a checksum, a golden check. */
  public static final int FAILED = 6;

  private ExitCode() {}
}
