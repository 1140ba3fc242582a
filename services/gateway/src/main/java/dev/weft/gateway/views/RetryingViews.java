package dev.weft.gateway.views;

import dev.weft.events.image.ImageErased;
import java.util.Optional;

/** Decorates views with retries by {@link ViewRetry}. Blocks. */
public final class RetryingViews implements ImageQueries {

  private final ImageQueries views;
  private final ViewRetry patience;

  public RetryingViews(ImageQueries views, ViewRetry patience) {
    this.views = views;
    this.patience = patience;
  }

  @Override
  public Optional<ImageView> get(String imageId) {
    return patience.retried(() -> views.get(imageId));
  }

  @Override
  public Optional<ImageErased> erasure(String imageId) {
    return patience.retried(() -> views.erasure(imageId));
  }

  @Override
  public ViewSlice list(ImageFilter filter, PagePosition after, int limit) {
    return patience.retried(() -> views.list(filter, after, limit));
  }
}
