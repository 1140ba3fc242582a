package dev.weft.classifier.pipeline;

import dev.weft.events.ImageUploaded;

/** Which images are a pipeline's own, where several models share the upload topic. Thread-safe. */
public interface Assignment {

  /** Whose an image is. */
  enum Whose {
    /** This pipeline answers. */
    MINE,
    /** The pipeline of another model does, in a group of its own. */
    ANOTHERS,
    /** It must be found out whether there is such a model, and this pipeline refuses it if not. */
    TO_BE_ASKED
  }

  /** The model's name, which its answers have. */
  String model();

  /** Never waits. */
  Whose whose(ImageUploaded image);

  /** Whether events that no schema accepts are its own, as they name no model: one refuses them. */
  boolean refusesInvalid();

  /**
   * Whether a version of the model lies in the store, or somebody has created it: then its images
   * wait for the first.
   *
   * @throws dev.weft.objectstore.StoreUnavailableException if the store does not answer
   */
  boolean isKnown(String model);
}
