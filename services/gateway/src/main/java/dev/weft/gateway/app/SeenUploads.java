package dev.weft.gateway.app;

import dev.weft.gateway.views.ViewsUnavailableException;
import dev.weft.gateway.views.streams.LocalViews;
import java.util.function.Predicate;

/**
 * Whether this replica's views know an upload. Another replica's are not asked: publishing an event
 * again costs less, and the classifier passes over it while it remembers the answer.
 */
record SeenUploads(LocalViews local) implements Predicate<String> {

  @Override
  public boolean test(String imageId) {
    try {
      return local.get(imageId).filter(view -> view.uploaded() != null).isPresent();
    } catch (ViewsUnavailableException e) {
      return false;
    }
  }
}
