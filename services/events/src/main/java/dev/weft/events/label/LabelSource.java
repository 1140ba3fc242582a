package dev.weft.events.label;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a label came from. */
public enum LabelSource {
  /** A person, through the HTTP interface. */
  PERSON,
  /** The name of the file's folder. */
  FOLDER,
  /** A line of a CSV file. */
  CSV,
  /** An export of Label Studio. */
  LABEL_STUDIO,
  /** The prefix {@code labeled/<class>/} of the object store. */
  OBJECT_STORE,
  /** A source of a later release than this one: read, never written. */
  @JsonEnumDefaultValue
  UNKNOWN;

  /** The name in events, such as {@code label-studio}. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the source with this {@link #code()}; empty if there is none. */
  public static Optional<LabelSource> ofCode(String code) {
    return Arrays.stream(values()).filter(source -> source.code().equals(code)).findFirst();
  }
}
