package dev.weft.client.json;

import java.util.Locale;

/** Spelling of constants in the interface: {@code LABEL_STUDIO} is {@code label-studio}. */
public final class WireName {
  private WireName() {}

  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
