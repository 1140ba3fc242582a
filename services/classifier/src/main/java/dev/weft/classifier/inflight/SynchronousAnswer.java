package dev.weft.classifier.inflight;

import dev.weft.events.ModelRef;
import dev.weft.events.image.RejectionReason;
import dev.weft.events.image.Uncertainty;
import java.time.Duration;
import java.util.List;

/** What becomes of a request that a client waits for: one answer for all of its images. */
public sealed interface SynchronousAnswer {

  /**
   * Every image was classified, all by one version.
   *
   * @param classes in the order of the probabilities
   * @param probabilities a row for each image, as a prediction's: softmax, computed in double
   * @param uncertainty of each image's answer; empty if the version says nothing of it
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Answered(
      ModelRef model, List<String> classes, double[][] probabilities, List<Uncertainty> uncertainty)
      implements SynchronousAnswer {}

  /**
   * One of the images can never be classified; the others are of no use then.
   *
   * @param index of the first that was found, from 0
   * @param detail for people
   */
  record Refused(int index, RejectionReason reason, String detail) implements SynchronousAnswer {}

  /** The candidate that was named could not answer, or this process could not decode. */
  record Failed(ModelRef model, String detail) implements SynchronousAnswer {}

  /** The time was over before all images were classified. */
  record Late(Duration patience) implements SynchronousAnswer {}

  /**
   * Too many images wait already; nothing was begun.
   *
   * @param limit of those that may wait
   */
  record Full(int limit) implements SynchronousAnswer {}

  /** The process ends. */
  record Stopping() implements SynchronousAnswer {}
}
