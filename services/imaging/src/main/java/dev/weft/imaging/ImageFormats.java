package dev.weft.imaging;

import dev.weft.imaging.pixels.UnreadableImageException;
import java.util.Optional;

/** Recognises supported image formats by a file's first bytes. */
public final class ImageFormats {
  private ImageFormats() {}

  /**
   * Returns why a file cannot be read, regardless of the rest of it; empty if its format is
   * supported.
   *
   * @param bytes the file, or at least its first 512 bytes
   */
  public static Optional<String> refusal(byte[] bytes) {
    try {
      Sniffer.decoderOf(bytes);
      return Optional.empty();
    } catch (UnreadableImageException e) {
      return Optional.of(e.getMessage());
    }
  }
}
