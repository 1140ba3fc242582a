package dev.weft.gateway.views;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The first images of a list, over some partitions.
 *
 * @param partitions that are included
 * @param images in the list's order
 * @param more whether the list continues
 */
public record ViewSlice(Set<Integer> partitions, List<ImageView> images, boolean more) {

  public ViewSlice {
    partitions = Set.copyOf(partitions);
    images = List.copyOf(images);
  }

  /** Merges slices into their first {@code limit} images. */
  public static ViewSlice merge(Collection<ViewSlice> slices, int limit) {
    Set<Integer> partitions = new TreeSet<>();
    slices.forEach(slice -> partitions.addAll(slice.partitions()));
    List<ImageView> images =
        slices.stream()
            .flatMap(slice -> slice.images().stream())
            .sorted(Comparator.comparing(PagePosition::of))
            .toList();
    boolean more = images.size() > limit || slices.stream().anyMatch(ViewSlice::more);
    return new ViewSlice(partitions, images.subList(0, Math.min(limit, images.size())), more);
  }

  /** Cursor of the next page; null if the list ends here. */
  public String next() {
    return more && !images.isEmpty()
        ? PagePosition.of(images.get(images.size() - 1)).toCursor()
        : null;
  }
}
