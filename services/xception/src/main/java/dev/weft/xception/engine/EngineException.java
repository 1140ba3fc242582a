package dev.weft.xception.engine;

/** The engine could not be loaded, failed its golden check, or failed while running. */
public class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EngineException(String message) {
    super(message);
  }

  public EngineException(String message, Throwable cause) {
    super(message, cause);
  }
}
