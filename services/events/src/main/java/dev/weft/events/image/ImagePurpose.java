package dev.weft.events.image;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What an image was uploaded for, if not for a prediction. */
public enum ImagePurpose {
  /** Only to be labeled and learned from: no model answers it. */
  @JsonProperty("training")
  TRAINING;

  /** The name in JSON and queries, such as {@code training}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The purpose with this {@link #code()}; empty if there is none. */
  public static Optional<ImagePurpose> ofCode(String code) {
    return Arrays.stream(values()).filter(purpose -> purpose.code().equals(code)).findFirst();
  }
}
