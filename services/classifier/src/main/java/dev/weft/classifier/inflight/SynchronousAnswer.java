package dev.weft.classifier.inflight;

import dev.weft.events.ModelRef;
import dev.weft.events.image.RejectionReason;
import dev.weft.events.image.Uncertainty;
import java.time.Duration;
import java.util.List;

/** Outcome of a synchronous request: one answer for all of its images. */
public sealed interface SynchronousAnswer {

  /**
   * Every image was classified, all by one version.
   *
   * @param classes in the order of the probabilities
   * @param probabilities a row for each image, as in predictions: softmax, computed in double
   * @param uncertainty of each image's answer; empty if the version's answers have none
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Answered(
      ModelRef model, List<String> classes, double[][] probabilities, List<Uncertainty> uncertainty)
      implements SynchronousAnswer {}

  /**
   * One of the images can never be classified, so that the request fails as a whole.
   *
   * @param index of the first such image that was found, from 0
   * @param detail for people
   */
  record Refused(int index, RejectionReason reason, String detail) implements SynchronousAnswer {}

  /** The requested candidate failed, or this process failed to decode an image. */
  record Failed(ModelRef model, String detail) implements SynchronousAnswer {}

  /** The time limit was reached before all images were classified. */
  record Late(Duration timeout) implements SynchronousAnswer {}

  /**
   * Too many images are waiting already; none was started.
   *
   * @param limit number of images that may wait
   */
  record Full(int limit) implements SynchronousAnswer {}

  /** The process is shutting down. */
  record Stopping() implements SynchronousAnswer {}
}
