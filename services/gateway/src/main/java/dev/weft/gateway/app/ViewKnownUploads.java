package dev.weft.gateway.app;

import dev.weft.events.image.ImageUploaded;
import dev.weft.gateway.intake.KnownUploads;
import dev.weft.gateway.views.ImageView;
import dev.weft.gateway.views.ViewsUnavailableException;
import dev.weft.gateway.views.cluster.ClusterViews;
import java.util.Optional;

/**
 * Uploads known to the views of all replicas. Views that are being moved do not delay an upload.
 */
record ViewKnownUploads(ClusterViews views) implements KnownUploads {

  @Override
  public Optional<ImageUploaded> find(String imageId) {
    try {
      return views.get(imageId).map(ImageView::uploaded);
    } catch (ViewsUnavailableException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean isErased(String imageId) {
    try {
      return views.erasure(imageId).isPresent();
    } catch (ViewsUnavailableException e) {
      return false;
    }
  }
}
