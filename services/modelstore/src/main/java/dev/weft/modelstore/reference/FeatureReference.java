package dev.weft.modelstore.reference;

import java.util.List;
import java.util.Objects;

/**
 * Distribution of the pooled features of the test images when a version was created: histograms of
 * their sums in groups. Feature {@code i} belongs to group {@code i mod groups.size()}.
 *
 * @param groups 1 to {@value #MOST}
 */
public record FeatureReference(List<Group> groups) {

  /** Number of pooled features of an image. */
  public static final int FEATURES = 2048;

  /** Maximum number of groups, and of bins in each, that events carry. */
  private static final int MOST = 64;

  public FeatureReference {
    Objects.requireNonNull(groups, "reference.features.groups");
    groups = List.copyOf(groups);
    if (groups.isEmpty() || groups.size() > MOST) {
      throw new IllegalArgumentException(
          "reference.features must have 1 to " + MOST + " groups, but has " + groups.size());
    }
  }

  /**
   * Checks that an image's pooled features are complete.
   *
   * @throws IllegalArgumentException if there are not {@value #FEATURES}
   */
  public static void requireAll(float[] features) {
    if (features.length != FEATURES) {
      throw new IllegalArgumentException(
          "an image must have %d pooled features, but has %d".formatted(FEATURES, features.length));
    }
  }

  /**
   * The histogram of a group's sum.
   *
   * @param edges finite and ascending, 1 to 63; the first bin is below the first edge, each other
   *     one starts at its edge
   * @param images number of test images by bin; one more than edges
   */
  public record Group(List<Double> edges, List<Long> images) {
    public Group {
      Objects.requireNonNull(edges, "edges of a group");
      Objects.requireNonNull(images, "images of a group");
      requireAscending(edges);
      if (images.size() != edges.size() + 1) {
        throw new IllegalArgumentException(
            "a group with %d edges must have %d bins, but has image counts of %d"
                .formatted(edges.size(), edges.size() + 1, images.size()));
      }
      images.forEach(Group::requireCount);
      edges = List.copyOf(edges);
      images = List.copyOf(images);
    }

    private static void requireAscending(List<Double> edges) {
      if (edges.isEmpty() || edges.size() >= MOST) {
        throw new IllegalArgumentException(
            "a group must have 1 to " + (MOST - 1) + " edges, but has " + edges.size());
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
        throw new IllegalArgumentException(
            "the image count of a bin must not be negative, but is " + count);
      }
    }
  }

  /** Returns the number of images by group and bin. */
  public List<List<Long>> images() {
    return groups.stream().map(Group::images).toList();
  }

  /** Returns the binning for these edges. */
  public FeatureBinning binning() {
    return new FeatureBinning(groups.stream().map(FeatureReference::edges).toList());
  }

  private static double[] edges(Group group) {
    return group.edges().stream().mapToDouble(Double::doubleValue).toArray();
  }
}
