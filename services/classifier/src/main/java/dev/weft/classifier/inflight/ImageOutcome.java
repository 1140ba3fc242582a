package dev.weft.classifier.inflight;

import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.ImageFailed;
import dev.weft.events.image.ImageRejected;

/** What became of one record of the upload topic. */
public sealed interface ImageOutcome {

  /**
   * A version answered.
   *
   * @param failure of the candidate that was to answer; null if none failed
   * @param origin the record that asked
   */
  record Classified(ImageClassified event, ImageFailed failure, ImageRejected.Origin origin)
      implements ImageOutcome {}

  /**
   * The image, or the event, can never be classified.
   *
   * @param failure of the candidate that was to answer; null if none failed
   */
  record Rejected(ImageRejected event, ImageFailed failure) implements ImageOutcome {}

  /**
   * The image was answered before, or another record in flight is about to: nothing is sent, only
   * the offset moves on.
   */
  record Repeated(String imageId) implements ImageOutcome {}

  /**
   * Another model's pipeline answers, or nobody is asked to: nothing is sent, only the offset moves
   * on.
   */
  record OwnedElsewhere() implements ImageOutcome {}
}
