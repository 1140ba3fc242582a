package dev.weft.gateway.explain;

import dev.weft.events.image.RejectionReason;
import java.util.List;

/** What came of a question. */
public sealed interface ExplanationResult {

  /** In numbers. */
  record Numbers(Explanation explanation) implements ExplanationResult {}

  /**
   * As a picture.
   *
   * @param png the image, upright, with the evidence over it and a legend below
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Drawn(byte[] png) implements ExplanationResult {}

  /** No such version is published. */
  record NoSuchVersion() implements ExplanationResult {}

  /** The version knows no such class, but these. */
  record NoSuchLabel(List<String> classes) implements ExplanationResult {}

  /** Nothing lies where the image should. */
  record ImageGone() implements ExplanationResult {}

  /** The image can never be classified, and so not be explained. */
  record ImageRefused(RejectionReason reason, String detail) implements ExplanationResult {}

  /** The version's files are not what they should be, or do not run rightly here. */
  record ModelUnusable(String detail) implements ExplanationResult {}

  /** Too many wait already. */
  record Busy() implements ExplanationResult {}
}
