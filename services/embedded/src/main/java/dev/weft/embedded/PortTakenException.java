package dev.weft.embedded;

/** Another program listens where one of ours was to listen. */
public final class PortTakenException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int port;

  /**
   * Says it in one line for the person who started the program.
   *
   * @param what was to listen there, such as {@code Kafka}
   * @param port that is taken
   * @param option of the command line that chooses another port
   */
  public PortTakenException(String what, int port, String option) {
    super(
        "port "
            + port
            + " for "
            + what
            + " is taken by another program: stop that one, or choose another port with "
            + option);
    this.port = port;
  }

  /** The port that is taken. */
  public int port() {
    return port;
  }
}
