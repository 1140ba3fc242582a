package dev.weft.fuzz;

import java.time.Duration;

/**
 * What reading one input may cost: bytes allocated, whether or not they are free again, and
 * processor time of the thread.
 *
 * @param baseBytes whatever the input
 * @param bytesPerByte for each byte of input
 * @param cpu far above what any input takes, so that a slow machine does not break it
 */
record Allowance(long baseBytes, long bytesPerByte, Duration cpu) {

  /** Of an image: {@link ImageTarget#MAX_PIXELS} of a few bytes each, a few times over. */
  static final Allowance IMAGE =
      new Allowance((16L << 20) + 16 * ImageTarget.MAX_PIXELS, 64, Duration.ofSeconds(10));

  /** Of anything else: it follows the input alone. */
  static final Allowance DOCUMENT = new Allowance(8L << 20, 400, Duration.ofSeconds(10));

  /**
   * Of a file that its owner imports by hand: jHDF takes whatever length the file names, and the
   * command says so when the heap does not hold it.
   */
  static final Allowance HEAP = new Allowance(2L << 30, 0, Duration.ofSeconds(10));

  long bytes(int inputLength) {
    return baseBytes + bytesPerByte * inputLength;
  }
}
