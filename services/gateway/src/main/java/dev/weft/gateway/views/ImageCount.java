package dev.weft.gateway.views;

import java.util.Set;

/**
 * How many images a list holds, as some partitions know it.
 *
 * @param partitions the partitions that were asked
 * @param images in them
 */
public record ImageCount(Set<Integer> partitions, long images) {
  public ImageCount {
    partitions = Set.copyOf(partitions);
  }
}
