package dev.weft.chaos.workload;

/** Images to upload, as many as are wanted. Thread-safe. */
@FunctionalInterface
public interface Images {

  /** The same image for the same number. */
  Sample number(long number);

  /**
   * An image.
   *
   * @param bytes of the file
   * @param contentType such as {@code image/png}
   * @param label what it shows
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Sample(byte[] bytes, String contentType, String label) {}
}
