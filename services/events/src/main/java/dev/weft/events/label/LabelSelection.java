package dev.weft.events.label;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Why an image had been offered to the person who labeled it. All but {@link #RANDOM} depend on
 * what versions answered, so that labels of those images are a biased sample of what comes in.
 */
public enum LabelSelection {
  /**
   * It was drawn at random: it belongs to the {@link RandomSample}, which is a matter of its id
   * alone, and it was offered in an order of those ids. No version's labels, probabilities or
   * scores had any part in it, whatever else may have been said of the image. So labels of these
   * images estimate a version's accuracy on live images without bias, as far as people label what
   * they are offered: images that they skip, or that were labeled before they were offered, are
   * missing from it. The gateway checks it, and keeps it when the label is corrected later.
   */
  RANDOM,
  /** The version was not sure of its answer: a small margin or a low probability. */
  UNCERTAIN,
  /** It is unlike the images that the version learned from. */
  UNLIKE,
  /** Versions answered with different labels. */
  DISAGREEMENT,
  /** It had a label that a training's report found doubtful. */
  DOUBTFUL,
  /** A selection of a later release than this one: read, never written. */
  @JsonEnumDefaultValue
  UNKNOWN;

  /** The name in events, such as {@code random}. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The selection with this {@link #code()}; empty if there is none. */
  public static Optional<LabelSelection> ofCode(String code) {
    return Arrays.stream(values()).filter(each -> each.code().equals(code)).findFirst();
  }
}
