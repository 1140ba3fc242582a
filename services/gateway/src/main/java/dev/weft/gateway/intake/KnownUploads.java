package dev.weft.gateway.intake;

import dev.weft.events.image.ImageUploaded;
import java.util.Optional;

/** Uploads known to the views of all replicas. Thread-safe. */
public interface KnownUploads {

  /** An image's upload; empty if no view has seen it, or the views are unavailable. */
  Optional<ImageUploaded> find(String imageId);

  /**
   * Whether the views know that an image was erased; false if they have forgotten it or are
   * unavailable.
   */
  boolean isErased(String imageId);
}
