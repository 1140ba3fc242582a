package dev.weft.imaging.pixels;

/** The three planes of an image whose decoder gives interleaved red, green, blue. */
public final class RgbPlanes {
  private final Canvas.Plane[] planes = new Canvas.Plane[3];

  /** Opens the planes of a canvas that has begun. */
  public RgbPlanes(Canvas canvas, int width, int height) {
    for (int i = 0; i < 3; i++) {
      planes[i] = canvas.plane(i, width, height, width, height);
    }
  }

  /** Adds a row of {@code 3 * width} samples. */
  public void row(int y, byte[] rgb) {
    for (int i = 0; i < 3; i++) {
      planes[i].row(y, rgb, i, 3);
    }
  }
}
