package dev.weft.imaging.pixels;

import dev.weft.events.image.RejectionReason;
import java.util.Objects;

/**
 * Aborts the decoding of an image. Does not leave this module: the reader converts it to a result.
 * It has no stack trace, since it is about the file, not the program.
 */
public final class UnreadableImageException extends Exception {
  private static final long serialVersionUID = 1L;

  private final RejectionReason reason;

  private UnreadableImageException(RejectionReason reason, String detail) {
    super(detail, null, false, false);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  /** The bytes are not an image. */
  public static UnreadableImageException notAnImage(String detail) {
    return new UnreadableImageException(RejectionReason.NOT_AN_IMAGE, detail);
  }

  /** The kind of image is not supported. */
  public static UnreadableImageException unsupported(String detail) {
    return new UnreadableImageException(RejectionReason.UNSUPPORTED_FORMAT, detail);
  }

  /** The data is truncated or inconsistent. */
  public static UnreadableImageException corrupt(String detail) {
    return new UnreadableImageException(RejectionReason.CORRUPT_IMAGE, detail);
  }

  /** The image has more pixels than allowed, or than memory permits. */
  public static UnreadableImageException tooManyPixels(String detail) {
    return new UnreadableImageException(RejectionReason.TOO_MANY_PIXELS, detail);
  }

  /** Decoding exceeds the work or time limit for the file's bytes and pixels. */
  public static UnreadableImageException tooExpensive(String detail) {
    return new UnreadableImageException(RejectionReason.TOO_EXPENSIVE, detail);
  }

  public RejectionReason reason() {
    return reason;
  }
}
