package dev.weft.classifier.inflight;

import dev.weft.events.image.ImageUploaded;

/** Which images are a pipeline's own, where several models share the upload topic. Thread-safe. */
public interface ModelRouting {

  /** Owner an image is. */
  enum Owner {
    /** This pipeline answers. */
    THIS,
    /** The pipeline of another model does, in a group of its own. */
    OTHER,
    /** It must be found out whether there is such a model, and this pipeline refuses it if not. */
    UNKNOWN
  }

  /** The model's name, which its answers have. */
  String model();

  /** Never waits. */
  Owner owner(ImageUploaded image);

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
