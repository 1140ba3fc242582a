package dev.weft.gateway.app;

import dev.weft.gateway.intake.KnownUploads;
import dev.weft.gateway.views.ImageView;
import dev.weft.gateway.views.ViewsUnavailableException;
import dev.weft.gateway.views.cluster.ClusterViews;
import dev.weft.gateway.views.streams.CompleteViews;
import java.time.Instant;

/**
 * Uploads known to the views of all replicas. Views that are being moved do not delay an upload.
 */
record ViewKnownUploads(ClusterViews views, CompleteViews complete) implements KnownUploads {

  @Override
  public Found find(String imageId) {
    try {
      // Asked first: the view only grows.
      Instant viewed = complete.viewed(imageId);
      return new Found(views.get(imageId).map(ImageView::uploaded), viewed);
    } catch (ViewsUnavailableException e) {
      return Found.NOTHING;
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
