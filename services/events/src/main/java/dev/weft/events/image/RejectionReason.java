package dev.weft.events.image;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why an image cannot be classified. */
public enum RejectionReason {
  /** The bytes are not an image. */
  NOT_AN_IMAGE,
  /** The image's format is not supported. */
  UNSUPPORTED_FORMAT,
  /** The image's data is truncated or inconsistent. */
  CORRUPT_IMAGE,
  /** The file has more bytes than allowed. */
  TOO_LARGE,
  /** The image has more pixels than allowed. */
  TOO_MANY_PIXELS,
  /** Decoding exceeds the work or time limit for the file's bytes and pixels. */
  TOO_EXPENSIVE,
  /** There is no object with this key. */
  OBJECT_MISSING,
  /** The object's bytes do not match the event's SHA-256. */
  CHECKSUM_MISMATCH,
  /** The event violates its schema, or names an object that is not an image's. */
  INVALID_EVENT,
  /** The deadline has passed. */
  EXPIRED,
  /** The model was never created, and no version of it was ever published. */
  UNKNOWN_MODEL,
  /** The store refuses access to this object, but not to others. */
  OBJECT_REFUSED,
  /** The serving version's engine fails on this image only. */
  ENGINE_FAILED,
  /** The classifier itself failed while processing the image. */
  INTERNAL_ERROR,

  /** A reason of a later release than this one: read, never written. */
  @JsonEnumDefaultValue
  UNKNOWN;

  /** The name in events and metrics, such as {@code not_an_image}. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
