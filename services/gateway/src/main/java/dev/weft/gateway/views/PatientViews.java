package dev.weft.gateway.views;

import java.util.Optional;

/** Views that have {@link Patience}. Blocks. */
public final class PatientViews implements ImageQueries {

  private final ImageQueries views;
  private final Patience patience;

  public PatientViews(ImageQueries views, Patience patience) {
    this.views = views;
    this.patience = patience;
  }

  @Override
  public Optional<ImageView> get(String imageId) {
    return patience.retried(() -> views.get(imageId));
  }

  @Override
  public ViewSlice list(ImageFilter filter, PagePosition after, int limit) {
    return patience.retried(() -> views.list(filter, after, limit));
  }
}
