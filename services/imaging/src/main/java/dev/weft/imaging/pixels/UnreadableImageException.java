package dev.weft.imaging.pixels;

import java.util.Objects;

/**
 * Aborts the decoding of an image. Does not leave this module: the reader converts it to a result.
 * It has no stack trace, since it is about the file, not the program.
 */
public final class UnreadableImageException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Kinds of faults of a file. */
  public enum Fault {
    NOT_AN_IMAGE,
    UNSUPPORTED_FORMAT,
    CORRUPT,
    TOO_MANY_PIXELS,
    TOO_EXPENSIVE
  }

  private final Fault fault;

  private UnreadableImageException(Fault fault, String detail) {
    super(detail, null, false, false);
    this.fault = Objects.requireNonNull(fault, "fault");
  }

  /** The bytes are not an image. */
  public static UnreadableImageException notAnImage(String detail) {
    return new UnreadableImageException(Fault.NOT_AN_IMAGE, detail);
  }

  /** The kind of image is not supported. */
  public static UnreadableImageException unsupported(String detail) {
    return new UnreadableImageException(Fault.UNSUPPORTED_FORMAT, detail);
  }

  /** The data is truncated or inconsistent. */
  public static UnreadableImageException corrupt(String detail) {
    return new UnreadableImageException(Fault.CORRUPT, detail);
  }

  /** The image has more pixels than allowed, or than memory permits. */
  public static UnreadableImageException tooManyPixels(String detail) {
    return new UnreadableImageException(Fault.TOO_MANY_PIXELS, detail);
  }

  /** Decoding exceeds the work or time limit for the file's bytes and pixels. */
  public static UnreadableImageException tooExpensive(String detail) {
    return new UnreadableImageException(Fault.TOO_EXPENSIVE, detail);
  }

  public Fault fault() {
    return fault;
  }
}
