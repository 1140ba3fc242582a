package dev.weft.gateway.views;

import java.util.Set;

/**
 * Images under an object's key, over some partitions.
 *
 * @param partitions that are included
 * @param images ids, one for each content that the object had
 */
public record ImagesAtKey(Set<Integer> partitions, Set<String> images) {
  public ImagesAtKey {
    partitions = Set.copyOf(partitions);
    images = Set.copyOf(images);
  }
}
