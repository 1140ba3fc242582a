package dev.weft.gateway.intake;

import dev.weft.events.image.ImageUploaded;

/** Result of an upload. */
public sealed interface IntakeResult {

  /**
   * The image was stored and published.
   *
   * @param event as published
   */
  record Accepted(ImageUploaded event) implements IntakeResult {}

  /**
   * The same bytes were stored under the same id already; their event is published now, if it was
   * not before.
   *
   * @param event of the first upload, whose tags and deadline stay
   */
  record Repeated(ImageUploaded event) implements IntakeResult {}

  /**
   * Other bytes are stored under the id, and stay.
   *
   * @param imageId the id that is taken
   */
  record Conflict(String imageId) implements IntakeResult {}

  /**
   * The id belongs to an image for another model, and stays with it.
   *
   * @param imageId the id that is taken
   * @param model of the existing image; null for the default model
   */
  record OtherModel(String imageId, String model) implements IntakeResult {}

  /**
   * The id belongs to an image that was erased, and cannot be used while that is remembered: a
   * client that repeats its upload must not restore an erased image.
   *
   * @param imageId the id that is taken
   */
  record Erased(String imageId) implements IntakeResult {}

  /**
   * The id belongs to an image that is only used for training, but a prediction was requested.
   *
   * @param imageId the id that is taken
   */
  record ForTraining(String imageId) implements IntakeResult {}
}
