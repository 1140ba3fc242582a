package dev.weft.gateway.views;

import java.util.Set;

/**
 * Number of images in a list, over some partitions.
 *
 * @param partitions that are included
 * @param images number of images in them
 */
public record ImageCount(Set<Integer> partitions, long images) {
  public ImageCount {
    partitions = Set.copyOf(partitions);
  }
}
