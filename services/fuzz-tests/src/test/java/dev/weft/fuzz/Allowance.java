package dev.weft.fuzz;

import java.time.Duration;

/**
 * Limits on the cost of reading one input: allocated bytes, including garbage, and CPU time of the
 * thread.
 *
 * @param baseBytes bytes for any input
 * @param bytesPerByte bytes for each byte of input
 * @param cpu far more than any input takes, so that slow machines stay below it
 */
record Allowance(long baseBytes, long bytesPerByte, Duration cpu) {

  /** For images: {@link ImageTarget#MAX_PIXELS} of a few bytes each, several times. */
  static final Allowance IMAGE =
      new Allowance((16L << 20) + 16 * ImageTarget.MAX_PIXELS, 64, Duration.ofSeconds(10));

  /** For other inputs: depends only on their length. */
  static final Allowance DOCUMENT = new Allowance(8L << 20, 400, Duration.ofSeconds(10));

  /**
   * For a file that its owner imports manually. jHDF allocates any length that the file declares,
   * and the command reports it if the heap is too small.
   */
  static final Allowance HEAP = new Allowance(2L << 30, 0, Duration.ofSeconds(10));

  long bytes(int inputLength) {
    return baseBytes + bytesPerByte * inputLength;
  }
}
