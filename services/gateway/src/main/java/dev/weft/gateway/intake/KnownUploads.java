package dev.weft.gateway.intake;

import dev.weft.events.image.ImageUploaded;
import java.time.Instant;
import java.util.Optional;

/** Uploads known to the views of all replicas. Thread-safe. */
public interface KnownUploads {

  /**
   * What the views know about an image.
   *
   * @param event its upload; empty if no view has seen it, or the views are unavailable
   * @param viewed the views know the upload if it was published before this moment, by this
   *     process's clock; {@link Instant#MIN} if that is not known
   */
  record Found(Optional<ImageUploaded> event, Instant viewed) {
    public static final Found NOTHING = new Found(Optional.empty(), Instant.MIN);
  }

  /** Looks an image up. */
  Found find(String imageId);

  /**
   * Whether the views know that an image was erased; false if they have forgotten it or are
   * unavailable.
   */
  boolean isErased(String imageId);
}
