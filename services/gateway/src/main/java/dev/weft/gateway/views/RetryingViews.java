package dev.weft.gateway.views;

import dev.weft.events.image.ImageErased;
import java.util.Optional;

/** Decorates views with retries by {@link ViewRetry}. Blocks. */
public final class RetryingViews implements ImageQueries {

  private final ImageQueries views;
  private final ViewRetry retry;

  public RetryingViews(ImageQueries views, ViewRetry retry) {
    this.views = views;
    this.retry = retry;
  }

  @Override
  public Optional<ImageView> get(String imageId) {
    return retry.retried(() -> views.get(imageId));
  }

  @Override
  public Optional<ImageErased> erasure(String imageId) {
    return retry.retried(() -> views.erasure(imageId));
  }

  @Override
  public ViewSlice list(ImageFilter filter, PagePosition after, int limit) {
    return retry.retried(() -> views.list(filter, after, limit));
  }
}
