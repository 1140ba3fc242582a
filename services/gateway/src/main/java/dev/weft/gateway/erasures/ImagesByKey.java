package dev.weft.gateway.erasures;

import java.util.Set;

/** Finds images by an object's key, in the views of all replicas. Thread-safe. */
@FunctionalInterface
public interface ImagesByKey {

  /**
   * The ids of the images whose upload named the key, one for each content that it had.
   *
   * @throws dev.weft.gateway.views.ViewsUnavailableException if a partition has no owner now
   */
  Set<String> at(String key);
}
