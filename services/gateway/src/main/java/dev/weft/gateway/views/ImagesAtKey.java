package dev.weft.gateway.views;

import java.util.Set;

/**
 * Which images lie under an object's key, as some partitions know it.
 *
 * @param partitions the partitions that were asked
 * @param images ids: one for each content that lay there
 */
public record ImagesAtKey(Set<Integer> partitions, Set<String> images) {
  public ImagesAtKey {
    partitions = Set.copyOf(partitions);
    images = Set.copyOf(images);
  }
}
