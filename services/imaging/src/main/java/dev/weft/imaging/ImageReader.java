package dev.weft.imaging;

import java.nio.FloatBuffer;

/**
 * Bytes to tensor: the one way, for serving and for training. Thread-safe.
 *
 * <p>Nothing that a file holds makes it throw; that is what {@link ImageReading} is for.
 */
public interface ImageReader {

  /**
   * Decodes, turns upright by EXIF, resizes and scales.
   *
   * @param bytes the whole file
   * @param preprocessing size, mode and scaling of the tensor
   * @param out receives {@code [3, height, width]} float32 from its position on, which is advanced
   *     by {@link Preprocessing#tensorLength()}; undefined content where the result is not {@link
   *     ImageReading.Read}
   */
  ImageReading read(byte[] bytes, Preprocessing preprocessing, FloatBuffer out);
}
