package dev.weft.imaging;

import dev.weft.imaging.pixels.ColourModel;
import dev.weft.imaging.pixels.ImageHeader;
import java.util.Arrays;

/** Converts stored planes to a tensor: applies orientation, colour model and scaling. */
final class TensorWriter {
  private final float[] out;
  private final int plane;
  private final float factor;
  private final float shift;

  /** A row of each plane. */
  private final float[] red;

  private final float[] green;
  private final float[] blue;

  private TensorWriter(TensorTarget target, int width) {
    red = new float[width];
    green = new float[width];
    blue = new float[width];
    plane = target.width() * target.height();
    out = new float[3 * plane];
    factor =
        switch (target.scaling()) {
          case MINUS_ONE_TO_ONE -> 1 / 127.5f;
          case ZERO_TO_ONE -> 1 / 255f;
        };
    shift =
        switch (target.scaling()) {
          case MINUS_ONE_TO_ONE -> -1;
          case ZERO_TO_ONE -> 0;
        };
  }

  /**
   * @param samples the rows of each plane
   */
  static float[] write(
      float[][][] samples, ImageHeader header, Layout layout, TensorTarget target) {
    var writer = new TensorWriter(target, layout.width());
    if (layout.width() * layout.height() < writer.plane) {
      Arrays.fill(writer.out, writer.shift);
    }
    Path path = Path.of(header, layout, target.width());
    float[][] rows = new float[samples.length][];
    for (int y = 0; y < layout.height(); y++) {
      for (int i = 0; i < rows.length; i++) {
        rows[i] = samples[i][y];
      }
      writer.convert(rows, header.model());
      writer.put(writer.red, path.row(y), path.right);
      writer.put(writer.green, path.row(y) + writer.plane, path.right);
      writer.put(writer.blue, path.row(y) + 2 * writer.plane, path.right);
    }
    return writer.out;
  }

  private void convert(float[][] s, ColourModel model) {
    switch (model) {
      case GRAY -> {
        scale(s[0], red);
        scale(s[0], green);
        scale(s[0], blue);
      }
      case RGB -> {
        scale(s[0], red);
        scale(s[1], green);
        scale(s[2], blue);
      }
      case YCBCR -> ycbcr(s[0], s[1], s[2]);
      case CMYK, INVERTED_CMYK, YCCK -> inks(s, model);
    }
  }

  private void scale(float[] from, float[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] = scaled(from[i]);
    }
  }

  /** ITU-T T.871, section 7. */
  private void ycbcr(float[] y, float[] blues, float[] reds) {
    for (int i = 0; i < red.length; i++) {
      red[i] = scaled(y[i] + 1.402f * (reds[i] - 128));
    }
    for (int i = 0; i < green.length; i++) {
      green[i] = scaled(y[i] - 0.344136f * (blues[i] - 128) - 0.714136f * (reds[i] - 128));
    }
    for (int i = 0; i < blue.length; i++) {
      blue[i] = scaled(y[i] + 1.772f * (blues[i] - 128));
    }
  }

  private void inks(float[][] s, ColourModel model) {
    for (int i = 0; i < red.length; i++) {
      float light = s[3][i] / 255;
      switch (model) {
        case CMYK -> {
          light = 1 - light;
          put(i, (255 - s[0][i]) * light, (255 - s[1][i]) * light, (255 - s[2][i]) * light);
        }
        case YCCK -> {
          float y = s[0][i];
          float cb = s[1][i] - 128;
          float cr = s[2][i] - 128;
          put(
              i,
              clamp(y + 1.402f * cr) * light,
              clamp(y - 0.344136f * cb - 0.714136f * cr) * light,
              clamp(y + 1.772f * cb) * light);
        }
        default -> put(i, s[0][i] * light, s[1][i] * light, s[2][i] * light);
      }
    }
  }

  private void put(int i, float r, float g, float b) {
    red[i] = scaled(r);
    green[i] = scaled(g);
    blue[i] = scaled(b);
  }

  private float scaled(float value) {
    return clamp(value) * factor + shift;
  }

  /** Writes a row to the tensor. */
  private void put(float[] row, int to, int step) {
    if (step == 1) {
      System.arraycopy(row, 0, out, to, row.length);
    } else {
      for (int i = 0, at = to; i < row.length; i++, at += step) {
        out[at] = row[i];
      }
    }
  }

  private static float clamp(float value) {
    return Math.max(0, Math.min(255, value));
  }

  /**
   * Index arithmetic for writing the stored image's rows into the tensor.
   *
   * @param start index of the first stored pixel
   * @param right index step to the next stored pixel of a row
   * @param down index step to the next stored row
   */
  private record Path(int start, int right, int down) {

    static Path of(ImageHeader header, Layout layout, int stride) {
      int corner = layout.y() * stride + layout.x();
      int lastX = layout.width() - 1;
      int lastY = layout.height() - 1;
      return switch (header.orientation()) {
        case KEEP -> new Path(corner, 1, stride);
        case MIRROR -> new Path(corner + lastX, -1, stride);
        case TURN_180 -> new Path(corner + lastX + lastY * stride, -1, -stride);
        case FLIP -> new Path(corner + lastY * stride, 1, -stride);
        case TRANSPOSE -> new Path(corner, stride, 1);
        case TURN_RIGHT -> new Path(corner + lastY, stride, -1);
        case TRANSVERSE -> new Path(corner + lastY + lastX * stride, -stride, -1);
        case TURN_LEFT -> new Path(corner + lastX * stride, -stride, 1);
      };
    }

    int row(int y) {
      return start + y * down;
    }
  }
}
