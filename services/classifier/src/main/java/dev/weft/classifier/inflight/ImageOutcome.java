package dev.weft.classifier.inflight;

import dev.weft.events.image.ImageClassified;
import dev.weft.events.image.ImageFailed;
import dev.weft.events.image.ImageRejected;

/** Outcome of one record of the upload topic. */
public sealed interface ImageOutcome {

  /**
   * A version classified the image.
   *
   * @param failure of the candidate that was to answer; null if none failed
   * @param origin the record that is answered
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
   * The image was answered before, or another record in flight is about to be: no record is sent,
   * only the offset is committed.
   */
  record Repeated(String imageId) implements ImageOutcome {}

  /**
   * Another model's pipeline answers, or no answer is wanted: no record is sent, only the offset is
   * committed.
   */
  record OwnedElsewhere() implements ImageOutcome {}
}
