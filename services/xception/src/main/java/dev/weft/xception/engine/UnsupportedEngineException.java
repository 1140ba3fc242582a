package dev.weft.xception.engine;

/** An engine that this processor does not support, which only shows when its library is loaded. */
public final class UnsupportedEngineException extends EngineException {
  private static final long serialVersionUID = 1L;

  public UnsupportedEngineException(String message) {
    super(message);
  }
}
