package dev.weft.imaging.pixels;

import java.util.Objects;

/**
 * Ends the decoding of one image. Never leaves this module: the reader turns it into a result. It
 * has no stack trace, since it is about the file, not about the program.
 */
public final class UnreadableImageException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What is wrong with the file. */
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

  /** The bytes are no image. */
  public static UnreadableImageException notAnImage(String detail) {
    return new UnreadableImageException(Fault.NOT_AN_IMAGE, detail);
  }

  /** An image of a kind that is not read. */
  public static UnreadableImageException unsupported(String detail) {
    return new UnreadableImageException(Fault.UNSUPPORTED_FORMAT, detail);
  }

  /** Data that ends early or contradicts itself. */
  public static UnreadableImageException corrupt(String detail) {
    return new UnreadableImageException(Fault.CORRUPT, detail);
  }

  /** More pixels than allowed, or than there is memory for. */
  public static UnreadableImageException tooManyPixels(String detail) {
    return new UnreadableImageException(Fault.TOO_MANY_PIXELS, detail);
  }

  /** More work than the file's bytes and pixels allow, or more time. */
  public static UnreadableImageException tooExpensive(String detail) {
    return new UnreadableImageException(Fault.TOO_EXPENSIVE, detail);
  }

  public Fault fault() {
    return fault;
  }
}
