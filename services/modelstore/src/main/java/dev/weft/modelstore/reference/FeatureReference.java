package dev.weft.modelstore.reference;

import java.util.List;
import java.util.Objects;

/**
 * How the pooled features of the test images were distributed when a version was made: their sums
 * in groups. Feature {@code i} belongs to group {@code i mod groups.size()}.
 *
 * @param groups 1 to {@value #MOST}
 */
public record FeatureReference(List<Group> groups) {

  /** Pooled features that a network gives an image. */
  public static final int FEATURES = 2048;

  /** So many groups, and bins of each: events carry no more. */
  private static final int MOST = 64;

  public FeatureReference {
    Objects.requireNonNull(groups, "reference.features.groups");
    groups = List.copyOf(groups);
    if (groups.isEmpty() || groups.size() > MOST) {
      throw new IllegalArgumentException(
          "reference.features has 1 to " + MOST + " groups, not " + groups.size());
    }
  }

  /**
   * One group, whose sum is cut into bins.
   *
   * @param edges finite and ascending, 1 to 63; the first bin lies below the first edge, each other
   *     begins at its edge
   * @param images test images by bin: one more than edges
   */
  public record Group(List<Double> edges, List<Long> images) {
    public Group {
      Objects.requireNonNull(edges, "edges of a group");
      Objects.requireNonNull(images, "images of a group");
      requireAscending(edges);
      if (images.size() != edges.size() + 1) {
        throw new IllegalArgumentException(
            "a group with %d edges has %d bins, but there are images of %d"
                .formatted(edges.size(), edges.size() + 1, images.size()));
      }
      images.forEach(Group::requireCount);
      edges = List.copyOf(edges);
      images = List.copyOf(images);
    }

    private static void requireAscending(List<Double> edges) {
      if (edges.isEmpty() || edges.size() >= MOST) {
        throw new IllegalArgumentException(
            "a group has 1 to " + (MOST - 1) + " edges, not " + edges.size());
      }
      double before = Double.NEGATIVE_INFINITY;
      for (Double edge : edges) {
        if (edge == null || !Double.isFinite(edge) || !(edge > before)) {
          throw new IllegalArgumentException(
              "edges of a group must be finite and ascending, but are " + edges);
        }
        before = edge;
      }
    }

    private static void requireCount(Long count) {
      if (count == null || count < 0 || count > Integer.MAX_VALUE) {
        throw new IllegalArgumentException("a bin of a group has a number of images, not " + count);
      }
    }
  }

  /** Images of each group, by bin. */
  public List<List<Long>> images() {
    return groups.stream().map(Group::images).toList();
  }

  /** Tells bins. */
  public FeatureBinning binning() {
    return new FeatureBinning(groups.stream().map(FeatureReference::edges).toList());
  }

  private static double[] edges(Group group) {
    return group.edges().stream().mapToDouble(Double::doubleValue).toArray();
  }
}
