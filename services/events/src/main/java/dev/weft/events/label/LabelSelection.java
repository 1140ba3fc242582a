package dev.weft.events.label;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Why the label queue offered an image to the person who labeled it. All selections but {@link
 * #RANDOM} depend on versions' answers, so that labels of those images are a biased sample of the
 * live images.
 */
public enum LabelSelection {
  /**
   * It was drawn at random: it belongs to the {@link RandomSample}, which depends on its id alone,
   * and it was offered in the order of those draws. No version's labels, probabilities or scores
   * took part, even if the image would also qualify by them. Labels of these images therefore
   * estimate a version's accuracy on live images without bias, to the extent that people label what
   * they are offered: images that they skip, or that were labeled before they were offered, are
   * missing from the sample. The gateway validates this selection, and keeps it when the label is
   * corrected later.
   */
  RANDOM,
  /** The version's prediction was not sure: a small margin or a low probability. */
  UNCERTAIN,
  /** It is unlike the version's training images. */
  UNLIKE,
  /** Versions predicted different labels. */
  DISAGREEMENT,
  /** Its existing label was listed as doubtful in a training's report. */
  DOUBTFUL,
  /** A selection of a later release than this one: read, never written. */
  @JsonEnumDefaultValue
  UNKNOWN;

  /** The name in events, such as {@code random}. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the selection with this {@link #code()}; empty if there is none. */
  public static Optional<LabelSelection> ofCode(String code) {
    return Arrays.stream(values()).filter(each -> each.code().equals(code)).findFirst();
  }
}
