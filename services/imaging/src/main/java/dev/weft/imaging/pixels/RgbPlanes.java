package dev.weft.imaging.pixels;

/** The three planes of an image whose decoder produces interleaved red, green and blue. */
public final class RgbPlanes {
  private final Canvas canvas;
  private final Canvas.Plane[] planes = new Canvas.Plane[3];
  private final int width;

  /** Opens the planes of a canvas after {@link Canvas#begin}. */
  public RgbPlanes(Canvas canvas, int width, int height) {
    this.canvas = canvas;
    this.width = width;
    for (int i = 0; i < 3; i++) {
      planes[i] = canvas.plane(i, width, height, width, height);
    }
  }

  /** Adds a row of {@code 3 * width} samples, and counts one step of work per pixel. */
  public void row(int y, byte[] rgb) throws UnreadableImageException {
    canvas.work(width);
    for (int i = 0; i < 3; i++) {
      planes[i].row(y, rgb, i, 3);
    }
  }
}
