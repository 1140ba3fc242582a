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

  private TensorWriter(TensorTarget target) {
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

  static float[] write(float[][] samples, ImageHeader header, Layout layout, TensorTarget target) {
    var writer = new TensorWriter(target);
    if (layout.width() * layout.height() < writer.plane) {
      Arrays.fill(writer.out, writer.shift);
    }
    Path path = Path.of(header, layout, target.width());
    for (int y = 0; y < layout.height(); y++) {
      writer.row(
          samples, header.model(), y * layout.width(), layout.width(), path.row(y), path.right);
    }
    return writer.out;
  }

  private void row(float[][] s, ColourModel model, int from, int count, int to, int step) {
    switch (model) {
      case GRAY -> rgb(s[0], s[0], s[0], from, count, to, step);
      case RGB -> rgb(s[0], s[1], s[2], from, count, to, step);
      case YCBCR -> ycbcr(s, from, count, to, step);
      case CMYK, INVERTED_CMYK, YCCK -> inks(s, model, from, count, to, step);
    }
  }

  private void rgb(float[] r, float[] g, float[] b, int from, int count, int to, int step) {
    for (int i = from, at = to; i < from + count; i++, at += step) {
      put(at, r[i], g[i], b[i]);
    }
  }

  /** ITU-T T.871, section 7. */
  private void ycbcr(float[][] s, int from, int count, int to, int step) {
    float[] y = s[0];
    float[] blue = s[1];
    float[] red = s[2];
    for (int i = from, at = to; i < from + count; i++, at += step) {
      float cb = blue[i] - 128;
      float cr = red[i] - 128;
      put(at, y[i] + 1.402f * cr, y[i] - 0.344136f * cb - 0.714136f * cr, y[i] + 1.772f * cb);
    }
  }

  private void inks(float[][] s, ColourModel model, int from, int count, int to, int step) {
    for (int i = from, at = to; i < from + count; i++, at += step) {
      float light = s[3][i] / 255;
      switch (model) {
        case CMYK -> {
          light = 1 - light;
          put(at, (255 - s[0][i]) * light, (255 - s[1][i]) * light, (255 - s[2][i]) * light);
        }
        case YCCK -> {
          float y = s[0][i];
          float cb = s[1][i] - 128;
          float cr = s[2][i] - 128;
          put(
              at,
              clamp(y + 1.402f * cr) * light,
              clamp(y - 0.344136f * cb - 0.714136f * cr) * light,
              clamp(y + 1.772f * cb) * light);
        }
        default -> put(at, s[0][i] * light, s[1][i] * light, s[2][i] * light);
      }
    }
  }

  private void put(int at, float red, float green, float blue) {
    out[at] = clamp(red) * factor + shift;
    out[at + plane] = clamp(green) * factor + shift;
    out[at + 2 * plane] = clamp(blue) * factor + shift;
  }

  private static float clamp(float value) {
    return value < 0 ? 0 : value > 255 ? 255 : value;
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
