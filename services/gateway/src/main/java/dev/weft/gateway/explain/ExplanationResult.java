package dev.weft.gateway.explain;

import dev.weft.events.image.RejectionReason;
import java.util.List;

/** Result of a request. */
public sealed interface ExplanationResult {

  /** The explanation as numbers. */
  record Numbers(Explanation explanation) implements ExplanationResult {}

  /**
   * The explanation as a picture.
   *
   * @param png the image, upright, with the evidence over it and a legend below
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Drawn(byte[] png) implements ExplanationResult {}

  /** The version is not published. */
  record NoSuchVersion() implements ExplanationResult {}

  /** The version does not have the class; {@code classes} are those that it has. */
  record NoSuchLabel(List<String> classes) implements ExplanationResult {}

  /** The image's object does not exist. */
  record ImageGone() implements ExplanationResult {}

  /** The image can never be classified, and therefore not be explained. */
  record ImageRefused(RejectionReason reason, String detail) implements ExplanationResult {}

  /** The version's files are invalid, or fail their golden check here. */
  record ModelUnusable(String detail) implements ExplanationResult {}

  /** Too many requests are waiting. */
  record Busy() implements ExplanationResult {}
}
