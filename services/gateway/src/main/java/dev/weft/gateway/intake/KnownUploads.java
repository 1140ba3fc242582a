package dev.weft.gateway.intake;

import dev.weft.events.image.ImageUploaded;
import java.util.Optional;

/** What the views of all replicas know of uploads. Thread-safe. */
public interface KnownUploads {

  /** An image's upload; empty if no view has seen it, or none can be asked now. */
  Optional<ImageUploaded> find(String imageId);

  /** Whether an image was erased, as far as the views remember it and can be asked now. */
  boolean isErased(String imageId);
}
