package dev.weft.classifier.prepare;

import dev.weft.classifier.inflight.BlockedException;
import dev.weft.classifier.inflight.Refusal;
import dev.weft.imaging.ImageReader;
import dev.weft.imaging.ImageReading;
import dev.weft.imaging.Preprocessing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Base64;
import java.util.Optional;

/** Decodes images, and refuses those that cannot be read. Thread-safe. */
public final class ImageDecoding {

  /** A PNG file of one pixel. */
  private static final String ONE_PIXEL =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

  private final ImageReader reader;

  public ImageDecoding(ImageReader reader) {
    this.reader = reader;
  }

  /**
   * Decodes an image that is known to be valid, after the decoder itself has failed on another.
   *
   * @throws BlockedException if that fails too: then no image is at fault
   */
  void requireWorking(Preprocessing preprocessing) {
    var out =
        ByteBuffer.allocateDirect(preprocessing.tensorLength() * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    Optional<Refusal> refusal;
    try {
      refusal = decode(Base64.getDecoder().decode(ONE_PIXEL), preprocessing, out);
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (RuntimeException | Error e) {
      throw new BlockedException(
          "decoding fails even for a valid PNG file: " + e + "; check the installation", e);
    }
    if (refusal.isPresent()) {
      throw new BlockedException(
          "even a valid PNG file is rejected, so images cannot be decoded: "
              + refusal.get().detail(),
          null);
    }
  }

  /** Decodes an image; returns a refusal, or empty if the tensor was written. */
  public Optional<Refusal> decode(byte[] bytes, Preprocessing preprocessing, FloatBuffer out) {
    return reader.read(bytes, preprocessing, out) instanceof ImageReading.Unreadable why
        ? Optional.of(new Refusal(why.reason(), why.detail()))
        : Optional.empty();
  }
}
