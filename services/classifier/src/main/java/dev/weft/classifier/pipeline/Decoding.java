package dev.weft.classifier.pipeline;

import dev.weft.events.RejectionReason;
import dev.weft.imaging.ImageReader;
import dev.weft.imaging.ImageReading;
import dev.weft.imaging.Preprocessing;
import java.nio.FloatBuffer;
import java.util.Optional;

/** Decodes, and says why not in the words of the events. Thread-safe. */
final class Decoding {

  private final ImageReader reader;

  Decoding(ImageReader reader) {
    this.reader = reader;
  }

  /** Empty if the tensor was written. */
  Optional<Refusal> decode(byte[] bytes, Preprocessing preprocessing, FloatBuffer out) {
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
    }
    throw new IllegalStateException("no rule for " + reading);
  }
}
