package dev.weft.gateway.app;

import dev.weft.gateway.reconcile.IndexedImages;
import dev.weft.gateway.views.streams.LocalViews;

/**
 * What this replica's views know. A refusal alone is no sign of the upload: a malformed event may
 * have named the image.
 */
record ViewIndexedImages(LocalViews local) implements IndexedImages {

  @Override
  public Standing of(String imageId) {
    if (!local.owns(imageId)) {
      return Standing.ELSEWHERE;
    }
    return local
            .get(imageId)
            .filter(view -> view.uploaded() != null || !view.answers().isEmpty())
            .isPresent()
        ? Standing.SEEN
        : Standing.UNSEEN;
  }

  @Override
  public boolean knowsLabel(String imageId) {
    return local
        .get(imageId)
        .filter(view -> view.labeled() != null || view.labelRemoved())
        .isPresent();
  }
}
