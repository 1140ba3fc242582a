package dev.weft.trainer.run;

/** A training is not to go on here. */
public final class Stopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean cancelled;

  private Stopped(String message, boolean cancelled) {
    super(message);
    this.cancelled = cancelled;
  }

  /** Nobody wants it any more. */
  public static Stopped cancelled() {
    return new Stopped("it was cancelled", true);
  }

  /** It goes on elsewhere, or later. */
  public static Stopped givenUp() {
    return new Stopped("this trainer gives it up", false);
  }

  /** Whether it has ended for good. */
  public boolean isCancelled() {
    return cancelled;
  }
}
