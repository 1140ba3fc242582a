package dev.weft.embedded;

/** Another program listens on a port that a server needs. */
public final class PortTakenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int port;

  /**
   * Creates the exception with a one-line message for the person who started the program.
   *
   * @param what was to listen there, such as {@code Kafka}
   * @param port that is in use
   * @param option of the command line that chooses another port
   */
  public PortTakenException(String what, int port, String option) {
    super(
        "port "
            + port
            + " for "
            + what
            + " is in use by another program: stop that program, or choose another port with "
            + option);
    this.port = port;
  }

  /** The port that is in use. */
  public int port() {
    return port;
  }
}
