package dev.weft.gateway.views;

import java.util.Locale;
import java.util.Optional;

/** How far an image has come. */
public enum ImageState {
  /** Stored, and no answer yet. */
  UPLOADED,
  /** A model has answered. */
  CLASSIFIED,
  /** It can never be classified. */
  REJECTED,
  /** Stored to be labeled and learned from: no model answers it. */
  TRAINING;

  /** The name in JSON and queries, such as {@code uploaded}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The state with this {@link #code()}; empty if there is none. */
  public static Optional<ImageState> ofCode(String code) {
    for (ImageState state : values()) {
      if (state.code().equals(code)) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }
}
