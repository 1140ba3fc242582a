package dev.weft.gateway.intake;

import dev.weft.events.image.ImageUploaded;

/** What became of an upload. */
public sealed interface IntakeResult {

  /**
   * Stored and published.
   *
   * @param event as published
   */
  record Accepted(ImageUploaded event) implements IntakeResult {}

  /**
   * The same bytes lay under the same id already; the event is there now, if it was not before.
   *
   * @param event of the first upload, whose tags and deadline stay
   */
  record Repeated(ImageUploaded event) implements IntakeResult {}

  /**
   * Other bytes lie under the id and stay there.
   *
   * @param imageId the id that is taken
   */
  record Conflict(String imageId) implements IntakeResult {}

  /**
   * The id is that of an image for another model, which it stays.
   *
   * @param imageId the id that is taken
   * @param model whose it is; null for the installation's default
   */
  record OtherModel(String imageId, String model) implements IntakeResult {}

  /**
   * The id is that of an image which was erased, and stays unused while that is remembered: a
   * client that repeats its upload must not bring back what somebody wanted forgotten.
   *
   * @param imageId the id that is taken
   */
  record Erased(String imageId) implements IntakeResult {}

  /**
   * The id is that of an image which is only to be learned from, and a prediction was asked for.
   *
   * @param imageId the id that is taken
   */
  record ForTraining(String imageId) implements IntakeResult {}
}
