package dev.weft.imaging;

import java.nio.FloatBuffer;

/**
 * Decodes images into tensors, for both inference and training. Thread-safe.
 *
 * <p>Never throws because of a file's content; problems are reported as {@link ImageReading}s.
 */
public interface ImageReader {

  /**
   * Decodes an image, applies its EXIF orientation, resizes and scales it.
   *
   * @param bytes the whole file
   * @param preprocessing size, mode and scaling of the tensor
   * @param out receives {@code [3, height, width]} float32 at its position, which is advanced by
   *     {@link Preprocessing#tensorLength()}; the content is undefined unless the result is {@link
   *     ImageReading.Read}
   */
  ImageReading read(byte[] bytes, Preprocessing preprocessing, FloatBuffer out);
}
