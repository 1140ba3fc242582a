package dev.weft.events.image;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Why an image is erased. */
public enum ErasureSource {
  /** Requested through the HTTP interface. */
  REQUEST,
  /** The image's object was removed from the store. */
  OBJECT_STORE,
  /** A source of a later release than this one: read, never written. */
  @JsonEnumDefaultValue
  UNKNOWN;

  /** The name in events, such as {@code object-store}. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
