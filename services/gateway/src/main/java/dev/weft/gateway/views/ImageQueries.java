package dev.weft.gateway.views;

import dev.weft.events.image.ImageErased;
import java.util.Optional;

/** Questions to the views. Thread-safe. */
public interface ImageQueries {

  /**
   * The view of an image; empty if no event named it yet, or it was erased.
   *
   * @throws ViewsUnavailableException if the partition that would know has no owner now
   */
  Optional<ImageView> get(String imageId);

  /**
   * The erasure of an image; empty if it was not erased, or the views have forgotten that.
   *
   * @throws ViewsUnavailableException if the partition that would know has no owner now
   */
  Optional<ImageErased> erasure(String imageId);

  /**
   * The next images of a list, newest first.
   *
   * @param after the last image of the page before; null to start
   * @param limit how many at most, at least 1
   * @throws ViewsUnavailableException if a partition has no owner now
   */
  ViewSlice list(ImageFilter filter, PagePosition after, int limit);
}
