package dev.weft.modelstore;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * How the pooled features of the test images were distributed when a version was made, in some
 * directions of a random projection.
 *
 * @param seed of the projection; see {@link FeatureProjection}
 * @param directions 1 to {@value #MOST}
 */
public record FeatureReference(Long seed, List<Direction> directions) {

  /** So many directions, and bins of each: events carry no more. */
  private static final int MOST = 64;

  public FeatureReference {
    Objects.requireNonNull(seed, "reference.features.seed");
    Objects.requireNonNull(directions, "reference.features.directions");
    directions = List.copyOf(directions);
    if (directions.isEmpty() || directions.size() > MOST) {
      throw new IllegalArgumentException(
          "reference.features has 1 to " + MOST + " directions, not " + directions.size());
    }
  }

  /**
   * One direction, cut into bins.
   *
   * @param edges finite and ascending, 1 to 63; the first bin lies below the first edge, each other
   *     begins at its edge
   * @param images test images by bin: one more than edges
   */
  public record Direction(List<Double> edges, List<Long> images) {
    public Direction {
      Objects.requireNonNull(edges, "edges of a direction");
      Objects.requireNonNull(images, "images of a direction");
      requireAscending(edges);
      if (images.size() != edges.size() + 1) {
        throw new IllegalArgumentException(
            "a direction with %d edges has %d bins, but there are images of %d"
                .formatted(edges.size(), edges.size() + 1, images.size()));
      }
      images.forEach(Direction::requireCount);
      edges = List.copyOf(edges);
      images = List.copyOf(images);
    }

    private static void requireAscending(List<Double> edges) {
      if (edges.isEmpty() || edges.size() >= MOST) {
        throw new IllegalArgumentException(
            "a direction has 1 to " + (MOST - 1) + " edges, not " + edges.size());
      }
      double before = Double.NEGATIVE_INFINITY;
      for (Double edge : edges) {
        if (edge == null || !Double.isFinite(edge) || !(edge > before)) {
          throw new IllegalArgumentException(
              "edges of a direction must be finite and ascending, but are " + edges);
        }
        before = edge;
      }
    }

    private static void requireCount(Long count) {
      if (count == null || count < 0 || count > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "a bin of a direction has a number of images, not " + count);
      }
    }
  }

  /** Images of each direction, by bin. */
  public List<List<Long>> images() {
    return directions.stream().map(Direction::images).toList();
  }

  /** Tells bins; expensive to make, cheap to ask. */
  public FeatureBinning binning() {
    var projection = new FeatureProjection(seed, directions.size());
    Stream<double[]> edges = directions.stream().map(FeatureReference::edges);
    return new FeatureBinning(projection, edges.toList());
  }

  private static double[] edges(Direction direction) {
    return direction.edges().stream().mapToDouble(Double::doubleValue).toArray();
  }
}
