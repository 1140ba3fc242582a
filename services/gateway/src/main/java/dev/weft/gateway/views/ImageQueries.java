package dev.weft.gateway.views;

import dev.weft.events.image.ImageErased;
import java.util.Optional;

/** Queries of the views. Thread-safe. */
public interface ImageQueries {

  /**
   * The view of an image; empty if no event of it was seen, or it was erased.
   *
   * @throws ViewsUnavailableException if the image's partition has no owner now
   */
  Optional<ImageView> get(String imageId);

  /**
   * The erasure of an image; empty if it was not erased, or the erasure has expired from the views.
   *
   * @throws ViewsUnavailableException if the image's partition has no owner now
   */
  Optional<ImageErased> erasure(String imageId);

  /**
   * The next images of a list, newest first.
   *
   * @param after position of the last image of the previous page; null to start
   * @param limit maximum number of images, at least 1
   * @throws ViewsUnavailableException if a partition has no owner now
   */
  ViewSlice list(ImageFilter filter, PagePosition after, int limit);
}
