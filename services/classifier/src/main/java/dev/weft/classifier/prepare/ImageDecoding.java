package dev.weft.classifier.prepare;

import dev.weft.classifier.inflight.BlockedException;
import dev.weft.classifier.inflight.Refusal;
import dev.weft.events.image.RejectionReason;
import dev.weft.imaging.ImageReader;
import dev.weft.imaging.ImageReading;
import dev.weft.imaging.Preprocessing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Base64;
import java.util.Optional;

/** Decodes images, and maps failures to the events' rejection reasons. Thread-safe. */
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
    return refusal(reader.read(bytes, preprocessing, out));
  }

  private static Optional<Refusal> refusal(ImageReading reading) {
    if (reading instanceof ImageReading.Read) {
      return Optional.empty();
    } else if (reading instanceof ImageReading.NotAnImage no) {
      return Optional.of(new Refusal(RejectionReason.NOT_AN_IMAGE, no.detail()));
    } else if (reading instanceof ImageReading.UnsupportedFormat no) {
      return Optional.of(new Refusal(RejectionReason.UNSUPPORTED_FORMAT, no.detail()));
    } else if (reading instanceof ImageReading.Corrupt no) {
      return Optional.of(new Refusal(RejectionReason.CORRUPT_IMAGE, no.detail()));
    } else if (reading instanceof ImageReading.TooLarge no) {
      return Optional.of(new Refusal(RejectionReason.TOO_LARGE, no.detail()));
    } else if (reading instanceof ImageReading.TooManyPixels no) {
      return Optional.of(new Refusal(RejectionReason.TOO_MANY_PIXELS, no.detail()));
    } else if (reading instanceof ImageReading.TooExpensive no) {
      return Optional.of(new Refusal(RejectionReason.TOO_EXPENSIVE, no.detail()));
    }
    throw new IllegalStateException("unexpected result: " + reading);
  }
}
