package dev.weft.gateway.datasets;

/** A data set would have more images than one may have. */
public final class TooManyImagesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int most;

  TooManyImagesException(int most) {
    super("a data set may have %d images".formatted(most));
    this.most = most;
  }

  /** How many it may have. */
  public int most() {
    return most;
  }
}
