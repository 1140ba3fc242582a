package dev.weft.gateway.explain;

import dev.weft.imaging.Placement;
import dev.weft.imaging.Preprocessing;
import dev.weft.xception.network.FeatureAxis;

/**
 * Interpolates a map between its positions: bicubic (Catmull-Rom), which passes through each value.
 * Values are constant beyond the outer positions, and 0 outside of the network's input.
 */
final class EvidenceField {
  private final float[][] values;
  private final Preprocessing seen;
  private final FeatureAxis across;
  private final FeatureAxis down;

  /**
   * @param values {@code [h][w]} of the last feature map
   * @param seen preprocessing, which determines the region of the network's input
   */
  EvidenceField(float[][] values, Preprocessing seen) {
    this.values = values;
    this.seen = seen;
    this.across = FeatureAxis.of(seen.width());
    this.down = FeatureAxis.of(seen.height());
  }

  /**
   * The values at a picture's pixels.
   *
   * @param width of the upright picture
   * @param height of the upright picture
   * @return {@code [height * width]}, row by row; 0 outside of the network's input
   */
  float[] over(int width, int height) {
    Placement placement = Placement.of(width, height, seen);
    Taps[] columns = taps(width, placement.left(), placement.width(), seen.width(), across);
    Taps[] rows = taps(height, placement.top(), placement.height(), seen.height(), down);
    float[] field = new float[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        field[y * width + x] = at(rows[y], columns[x]);
      }
    }
    return field;
  }

  private float at(Taps row, Taps column) {
    if (row == null || column == null) {
      return 0;
    }
    double sum = 0;
    for (int i = 0; i < Taps.COUNT; i++) {
      for (int j = 0; j < Taps.COUNT; j++) {
        sum += row.weight(i) * column.weight(j) * values[row.cell(i)][column.cell(j)];
      }
    }
    return (float) sum;
  }

  /** The taps of each pixel along one side; null outside of the network's input. */
  private static Taps[] taps(int pixels, double start, double length, int input, FeatureAxis axis) {
    Taps[] taps = new Taps[pixels];
    for (int i = 0; i < pixels; i++) {
      double edge = start + (i + 0.5) * length / pixels;
      if (edge >= 0 && edge <= input) {
        // A pixel's value is that of its center, half a pixel from its edge.
        taps[i] = Taps.at((edge - 0.5 - axis.first()) / axis.step(), axis.cells());
      }
    }
    return taps;
  }

  /**
   * The four positions around a point on one axis, with their weights.
   *
   * @param first of them; may be outside
   * @param fraction from the second to the third, 0..1
   * @param cells on the axis
   */
  private record Taps(int first, double fraction, int cells) {
    static final int COUNT = 4;

    static Taps at(double place, int cells) {
      double within = Math.max(0, Math.min(cells - 1, place));
      int second = (int) within;
      return new Taps(second - 1, within - second, cells);
    }

    int cell(int tap) {
      return Math.max(0, Math.min(cells - 1, first + tap));
    }

    /** Convolution kernel of R. Keys, 1981, with a = -0.5. */
    double weight(int tap) {
      double t = fraction;
      return switch (tap) {
        case 0 -> ((-0.5 * t + 1) * t - 0.5) * t;
        case 1 -> (1.5 * t - 2.5) * t * t + 1;
        case 2 -> ((-1.5 * t + 2) * t + 0.5) * t;
        default -> (0.5 * t - 0.5) * t * t;
      };
    }
  }
}
