package dev.weft.gateway.erasures;

import java.util.Set;

/** Which images lie under a key, as the views of all replicas know. Thread-safe. */
@FunctionalInterface
public interface ImagesByKey {

  /**
   * The ids of the images whose upload named the key; one for each content that lay there.
   *
   * @throws dev.weft.gateway.views.ViewsUnavailableException if a partition has no owner now
   */
  Set<String> at(String key);
}
