package dev.weft.imaging;

import dev.weft.imaging.pixels.UnreadableImageException;
import java.util.Optional;

/** Which files are images that can be read here, by their first bytes. */
public final class ImageFormats {
  private ImageFormats() {}

  /**
   * Why a file cannot be read, whatever follows; empty if its format is one that is.
   *
   * @param bytes the file, or its beginning of 512 bytes at least
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
