package dev.weft.testsupport.garments;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.TexturePaint;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Random;

/** The material of a garment: a colour, and a pattern in a second colour. */
record Fabric(Color base, Color second, Pattern pattern, int repeat) {

  enum Pattern {
    PLAIN,
    STRIPES_DOWN,
    STRIPES_ACROSS,
    CHECKS,
    DOTS
  }

  static Fabric random(Color base, Random random) {
    Pattern[] patterns = Pattern.values();
    // Half of the clothes are plain, as in a real wardrobe.
    Pattern pattern =
        random.nextBoolean() ? Pattern.PLAIN : patterns[1 + random.nextInt(patterns.length - 1)];
    boolean dark = Shade.luminance(base) < 110;
    Color second = dark ? Shade.mix(base, Color.WHITE, 0.75) : Shade.mix(base, colour(random), 0.7);
    return new Fabric(base, second, pattern, 14 + random.nextInt(16));
  }

  static Color colour(Random random) {
    if (random.nextInt(3) == 0) {
      int gray = 25 + random.nextInt(215);
      return new Color(gray, gray, Math.min(255, gray + 6));
    }
    return Color.getHSBColor(
        random.nextFloat(), 0.3f + 0.6f * random.nextFloat(), 0.3f + 0.65f * random.nextFloat());
  }

  void fill(Graphics2D canvas, Shape outline) {
    canvas.setPaint(pattern == Pattern.PLAIN ? base : texture());
    canvas.fill(outline);
    // Light from the left and two soft folds, so that it looks like cloth rather than paper.
    Rectangle2D box = outline.getBounds2D();
    Shape clip = canvas.getClip();
    canvas.clip(outline);
    fold(canvas, box, 0.0, 0.35, new Color(255, 255, 255, 55));
    fold(canvas, box, 1.0, 0.55, new Color(0, 0, 0, 70));
    canvas.setClip(clip);
  }

  private static void fold(
      Graphics2D canvas, Rectangle2D box, double from, double to, Color shade) {
    Color clear = new Color(shade.getRed(), shade.getGreen(), shade.getBlue(), 0);
    canvas.setPaint(
        new GradientPaint(
            (float) (box.getX() + from * box.getWidth()),
            (float) box.getY(),
            shade,
            (float) (box.getX() + to * box.getWidth()),
            (float) (box.getY() + 0.2 * box.getHeight()),
            clear));
    canvas.fill(box);
  }

  private TexturePaint texture() {
    int n = 4 * repeat;
    BufferedImage tile = new BufferedImage(n, n, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = tile.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setColor(base);
    g.fillRect(0, 0, n, n);
    g.setColor(second);
    switch (pattern) {
      case PLAIN -> {}
      case STRIPES_DOWN -> g.fillRect(0, 0, n / 3, n);
      case STRIPES_ACROSS -> g.fillRect(0, 0, n, n / 3);
      case CHECKS -> {
        g.setColor(new Color(second.getRed(), second.getGreen(), second.getBlue(), 130));
        g.fillRect(0, 0, n / 2, n);
        g.fillRect(0, 0, n, n / 2);
      }
      case DOTS -> g.fill(new Ellipse2D.Double(n * 0.25, n * 0.25, n * 0.5, n * 0.5));
    }
    g.dispose();
    return new TexturePaint(tile, new Rectangle2D.Double(0, 0, repeat, repeat));
  }
}
