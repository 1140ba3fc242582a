package dev.weft.events.image;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The purpose of an image that is not uploaded for a prediction. */
public enum ImagePurpose {
  /** For labeling and training only: no model classifies it. */
  @JsonProperty("training")
  TRAINING;

  /** The name in JSON and queries, such as {@code training}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the purpose with this {@link #code()}; empty if there is none. */
  public static Optional<ImagePurpose> ofCode(String code) {
    return Arrays.stream(values()).filter(purpose -> purpose.code().equals(code)).findFirst();
  }
}
