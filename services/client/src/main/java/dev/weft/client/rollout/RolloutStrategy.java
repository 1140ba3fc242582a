package dev.weft.client.rollout;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.weft.client.json.WireName;
import java.util.Arrays;
import java.util.Optional;

/** How versions are rolled out. */
public enum RolloutStrategy {
  ALL_AT_ONCE,
  CANARY,
  SHADOW,
  SHADOW_CANARY,
  /** A value that this client does not know, sent by a newer server. */
  @JsonEnumDefaultValue
  UNKNOWN;

  /**
   * Parses a value as the HTTP interface spells it, such as {@code shadow-canary}; empty if no
   * constant has that name.
   */
  public static Optional<RolloutStrategy> of(String text) {
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
