package dev.weft.client.image;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.weft.client.json.WireName;
import java.util.Arrays;
import java.util.Optional;

/** Where a label came from. */
public enum LabelSource {
  PERSON,
  FOLDER,
  CSV,
  LABEL_STUDIO,
  OBJECT_STORE,
  /** A value that this client does not know, sent by a newer server. */
  @JsonEnumDefaultValue
  UNKNOWN;

  /**
   * Parses a value as the HTTP interface spells it, such as {@code label-studio}; empty if no
   * constant has that name.
   */
  public static Optional<LabelSource> of(String text) {
    return Arrays.stream(values())
        .filter(each -> each != UNKNOWN && each.toString().equals(text))
        .findFirst();
  }

  @Override
  @JsonValue
  public String toString() {
    return WireName.of(this);
  }
}
