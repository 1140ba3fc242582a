package dev.weft.trainer.report.picture;

import java.awt.Color;
import java.awt.Paint;
import org.jfree.chart.renderer.PaintScale;

/** Colour scale of shares from white to dark blue: darker is more, also in greyscale print. */
final class Shades implements PaintScale {
  private static final double DARK = 0.5;
  private static final Color[] STOPS = {
    Color.WHITE, new Color(0xC6DBEF), new Color(0x6BAED6), new Color(0x2171B5), new Color(0x08306B)
  };

  @Override
  public double getLowerBound() {
    return 0;
  }

  @Override
  public double getUpperBound() {
    return 1;
  }

  @Override
  public Paint getPaint(double share) {
    double at = Math.max(0, Math.min(1, share)) * (STOPS.length - 1);
    int stop = Math.min(STOPS.length - 2, (int) at);
    float rest = (float) (at - stop);
    float[] from = STOPS[stop].getRGBColorComponents(null);
    float[] to = STOPS[stop + 1].getRGBColorComponents(null);
    return new Color(
        mix(from[0], to[0], rest), mix(from[1], to[1], rest), mix(from[2], to[2], rest));
  }

  /** Returns a text colour that is readable on the shade. */
  Color ink(double share) {
    return share > DARK ? Color.WHITE : PictureStyle.INK;
  }

  private static float mix(float from, float to, float share) {
    return Math.min(1, from + (to - from) * share);
  }
}
