package dev.weft.events.image;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why an image can never be classified. */
public enum RejectionReason {
  /** The bytes are no image. */
  NOT_AN_IMAGE,
  /** An image of a format that is not read. */
  UNSUPPORTED_FORMAT,
  /** An image whose data ends early or contradicts itself. */
  CORRUPT_IMAGE,
  /** More bytes than allowed. */
  TOO_LARGE,
  /** More pixels than allowed. */
  TOO_MANY_PIXELS,
  /** Decoding takes more work than the file's bytes and pixels allow, or more time. */
  TOO_EXPENSIVE,
  /** Nothing lies under the key. */
  OBJECT_MISSING,
  /** Other bytes than the event named. */
  CHECKSUM_MISMATCH,
  /** An event that its schema refuses, or that names an object that is no image. */
  INVALID_EVENT,
  /** Past its deadline. */
  EXPIRED,
  /** It names a model that nobody has created, and of which no version was ever published. */
  UNKNOWN_MODEL,
  /** The store refuses its object, and gives others. */
  OBJECT_REFUSED,
  /** The version that serves fails on it, and on nothing else. */
  ENGINE_FAILED,
  /** Reading it makes the classifier itself fail. */
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
