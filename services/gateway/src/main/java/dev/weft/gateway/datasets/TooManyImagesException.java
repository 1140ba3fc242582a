package dev.weft.gateway.datasets;

/** A data set would have more images than allowed. */
public final class TooManyImagesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int most;

  TooManyImagesException(int most) {
    super("a data set may have at most %d images".formatted(most));
    this.most = most;
  }

  /** The maximum number of images. */
  public int most() {
    return most;
  }
}
