package dev.weft.trainer.dataset;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;

/**
 * A labeled image that was left out of the data set.
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

  /** Why an image was left out. */
  public enum Reason {
    /** Its bytes are missing, have changed, or are not an image. */
    @JsonProperty("unreadable")
    UNREADABLE,
    /** It is a near-duplicate of an older image in another split. */
    @JsonProperty("twin_on_other_side")
    TWIN_ON_OTHER_SIDE,
    /** It is a near-duplicate of an older image with another label. */
    @JsonProperty("twin_of_other_class")
    TWIN_OF_OTHER_CLASS,
    /** Its class is new and has too few images. */
    @JsonProperty("too_few_in_class")
    TOO_FEW_IN_CLASS,

    /** Its class was dropped by the request. */
    @JsonProperty("class_dropped")
    CLASS_DROPPED
  }
}
