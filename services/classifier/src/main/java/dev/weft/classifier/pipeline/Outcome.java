package dev.weft.classifier.pipeline;

import dev.weft.events.ImageClassified;
import dev.weft.events.ImageRejected;

/** What became of one record of the upload topic. */
sealed interface Outcome {

  /**
   * The engine answered.
   *
   * @param origin the record that asked
   */
  record Classified(ImageClassified event, ImageRejected.Origin origin) implements Outcome {}

  /** The image, or the event, can never be classified. */
  record Rejected(ImageRejected event) implements Outcome {}

  /**
   * The image was answered before, or another record in flight is about to: nothing is sent, only
   * the offset moves on.
   */
  record Repeated(String imageId) implements Outcome {}
}
