package dev.weft.trainer.dataset;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;

/**
 * A labeled image that the data set does not have.
 *
 * @param imageId which
 * @param label its class name
 * @param reason for programs
 * @param detail for people
 */
public record Excluded(String imageId, String label, Reason reason, String detail) {
  public Excluded {
    Objects.requireNonNull(imageId, "imageId");
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(detail, "detail");
  }

  /** Why. */
  public enum Reason {
    /** Its bytes are gone, not what they were, or no image. */
    @JsonProperty("unreadable")
    UNREADABLE,
    /** It looks the same as an older image, which is on another side. */
    @JsonProperty("twin_on_other_side")
    TWIN_ON_OTHER_SIDE,
    /** It looks the same as an older image, which has another label. */
    @JsonProperty("twin_of_other_class")
    TWIN_OF_OTHER_CLASS,
    /** Its class, which the parent does not know, has too few images. */
    @JsonProperty("too_few_in_class")
    TOO_FEW_IN_CLASS,

    /** Its class was dropped by request. */
    @JsonProperty("class_dropped")
    CLASS_DROPPED
  }
}
