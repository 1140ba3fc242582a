package dev.weft.gateway.explain;

import dev.weft.events.ObjectRef;
import dev.weft.events.RejectionReason;
import dev.weft.imaging.ImageReading;
import dev.weft.objectstore.GetResult;
import dev.weft.objectstore.ObjectStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** An image's bytes, or why there are none, in the words of the events. */
sealed interface ImageBytes {

  /** All of them, as the event named them. */
  @SuppressWarnings("ArrayRecordComponent")
  record Whole(byte[] bytes) implements ImageBytes {}

  /** There are none to use. */
  record Unusable(Answer answer) implements ImageBytes {}

  /**
   * Reads them.
   *
   * @param most how many bytes, at most
   */
  static ImageBytes read(ObjectStore store, ObjectRef image, long most) {
    GetResult result = store.get(image.bucket(), image.key(), most);
    if (result instanceof GetResult.Missing) {
      return new Unusable(new Answer.ImageGone());
    }
    if (result instanceof GetResult.TooLarge large) {
      return refused(
          RejectionReason.TOO_LARGE, "%,d bytes; %,d are allowed".formatted(large.size(), most));
    }
    byte[] bytes = ((GetResult.Found) result).bytes();
    if (image.sha256() != null && !image.sha256().equals(sha256(bytes))) {
      return refused(
          RejectionReason.CHECKSUM_MISMATCH,
          "other bytes lie under " + image.key() + " than its event named");
    }
    return new Whole(bytes);
  }

  /** Why an image cannot be read. */
  static Answer refusal(ImageReading reading) {
    if (reading instanceof ImageReading.NotAnImage no) {
      return new Answer.ImageRefused(RejectionReason.NOT_AN_IMAGE, no.detail());
    } else if (reading instanceof ImageReading.UnsupportedFormat no) {
      return new Answer.ImageRefused(RejectionReason.UNSUPPORTED_FORMAT, no.detail());
    } else if (reading instanceof ImageReading.Corrupt no) {
      return new Answer.ImageRefused(RejectionReason.CORRUPT_IMAGE, no.detail());
    } else if (reading instanceof ImageReading.TooLarge no) {
      return new Answer.ImageRefused(RejectionReason.TOO_LARGE, no.detail());
    } else if (reading instanceof ImageReading.TooManyPixels no) {
      return new Answer.ImageRefused(RejectionReason.TOO_MANY_PIXELS, no.detail());
    }
    throw new IllegalStateException("no refusal: " + reading);
  }

  private static Unusable refused(RejectionReason reason, String detail) {
    return new Unusable(new Answer.ImageRefused(reason, detail));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
