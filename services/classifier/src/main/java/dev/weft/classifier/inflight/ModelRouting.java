package dev.weft.classifier.inflight;

import dev.weft.events.image.ImageUploaded;

/** Decides which images a pipeline owns, if several models share the upload topic. Thread-safe. */
public interface ModelRouting {

  /** Owner of an image. */
  enum Owner {
    /** This pipeline. */
    THIS,
    /** The pipeline of another model, in a group of its own. */
    OTHER,
    /**
     * Not known without asking whether the model exists; this pipeline rejects the image if it does
     * not.
     */
    UNKNOWN
  }

  /** The name of the pipeline's model, which its answers carry. */
  String model();

  /** The owner of an image. Never blocks. */
  Owner owner(ImageUploaded image);

  /**
   * Whether this pipeline rejects invalid events, which name no model; exactly one pipeline does.
   */
  boolean refusesInvalid();

  /**
   * Whether the model exists in the store, with a version or only created: then its images wait for
   * the first version.
   *
   * @throws dev.weft.objectstore.StoreUnavailableException if the store does not answer
   */
  boolean isKnown(String model);
}
