package dev.weft.imaging.pixels;

import java.util.Objects;

/**
 * Properties of an image that are known before the first pixel.
 *
 * @param format such as {@code jpeg}
 * @param width as stored, before orientation is applied; at least 1
 * @param height as stored; at least 1
 * @param model meaning of the planes
 * @param orientation the orientation of the stored picture
 */
public record ImageHeader(
    String format, int width, int height, ColourModel model, Orientation orientation) {

  public ImageHeader {
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(orientation, "orientation");
  }
}
