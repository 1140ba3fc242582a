package dev.weft.console;

/** Exit codes of the process, which scripts rely on. */
public final class ExitCode {
  /** The command completed successfully. */
  public static final int OK = 0;

  /**
   * The command completed, but some image was rejected, not answered, not uploaded or not labeled,
   * or the demo's training gave no new version.
   */
  public static final int IMAGES_FAILED = 1;

  /** The command line is invalid: unknown option, missing file, bad value. */
  public static final int USAGE = 2;

  /** The server did not start: a port in use, an unusable data folder, or not built. */
  public static final int CANNOT_START = 3;

  /** The server, broker or store does not answer. */
  public static final int UNREACHABLE = 4;

  /** What was requested does not exist: an image id, a model. */
  public static final int NOT_FOUND = 5;

  /** The operation failed: an invalid model file, a checksum, a golden check. */
  public static final int FAILED = 6;

  private ExitCode() {}
}
