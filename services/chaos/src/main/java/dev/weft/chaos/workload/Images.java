package dev.weft.chaos.workload;

/** An unlimited supply of images to upload. Thread-safe. */
@FunctionalInterface
public interface Images {

  /** Returns the same image for the same number. */
  Sample number(long number);

  /**
   * An image.
   *
   * @param bytes the file's bytes
   * @param contentType such as {@code image/png}
   * @param label the label
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Sample(byte[] bytes, String contentType, String label) {}
}
