package dev.weft.gateway.views;

import java.util.Locale;
import java.util.Optional;

/** State of an image. */
public enum ImageState {
  /** Stored, without an answer yet. */
  UPLOADED,
  /** Classified by a version. */
  CLASSIFIED,
  /** It can never be classified. */
  REJECTED,
  /** Stored to be labeled and used for training; it is not classified. */
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
