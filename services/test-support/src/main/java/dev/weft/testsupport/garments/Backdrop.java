package dev.weft.testsupport.garments;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.Random;

/** The background of a garment. */
final class Backdrop {
  private Backdrop() {}

  /** Fills the canvas with a background that contrasts with the cloth. */
  static void paint(Graphics2D canvas, int width, int height, Color cloth, Random random) {
    Color base = base(cloth, random);
    canvas.setPaint(
        new GradientPaint(
            0,
            0,
            Shade.mix(base, Color.WHITE, 0.12),
            width,
            height,
            Shade.mix(base, Color.BLACK, 0.14)));
    canvas.fillRect(0, 0, width, height);
    switch (random.nextInt(4)) {
      case 0 -> planks(canvas, width, height, base, random);
      case 1 -> tiles(canvas, width, height, base, random);
      case 2 -> wallAndFloor(canvas, width, height, base, random);
      default -> carpet(canvas, width, height, base, random);
    }
  }

  private static Color base(Color cloth, Random random) {
    Color[] choices = {
      new Color(222, 214, 200), new Color(196, 164, 124), new Color(140, 106, 78),
      new Color(205, 210, 214), new Color(120, 126, 134), new Color(168, 186, 172),
      new Color(236, 234, 230), new Color(92, 84, 82),
    };
    Color base = choices[random.nextInt(choices.length)];
    for (int i = 0; i < choices.length && contrast(base, cloth) < 50; i++) {
      base = choices[i];
    }
    return base;
  }

  private static double contrast(Color a, Color b) {
    return Math.abs(Shade.luminance(a) - Shade.luminance(b));
  }

  private static void planks(Graphics2D g, int width, int height, Color base, Random random) {
    int plank = 46 + random.nextInt(40);
    for (int x = 0; x < width; x += plank) {
      g.setColor(
          Shade.mix(
              base, random.nextBoolean() ? Color.WHITE : Color.BLACK, 0.1 * random.nextDouble()));
      g.fillRect(x, 0, plank, height);
      g.setColor(Shade.mix(base, Color.BLACK, 0.35));
      g.fillRect(x, 0, 2, height);
      g.fillRect(x, random.nextInt(height), plank, 2);
      g.setColor(Shade.mix(base, Color.BLACK, 0.12));
      for (int i = 0; i < 5; i++) {
        double grain = x + plank * random.nextDouble();
        g.draw(new Line2D.Double(grain, 0, grain + 6 * random.nextGaussian(), height));
      }
    }
  }

  private static void tiles(Graphics2D g, int width, int height, Color base, Random random) {
    int tile = 70 + random.nextInt(70);
    g.setColor(Shade.mix(base, Color.BLACK, 0.22));
    for (int x = random.nextInt(tile); x < width; x += tile) {
      g.fillRect(x, 0, 3, height);
    }
    for (int y = random.nextInt(tile); y < height; y += tile) {
      g.fillRect(0, y, width, 3);
    }
  }

  private static void wallAndFloor(Graphics2D g, int width, int height, Color base, Random random) {
    int floor = (int) (height * (0.72 + 0.15 * random.nextDouble()));
    g.setColor(Shade.mix(base, new Color(84, 62, 44), 0.6));
    g.fillRect(0, floor, width, height - floor);
    g.setColor(Shade.mix(base, Color.WHITE, 0.5));
    g.fillRect(0, floor - 12, width, 12);
  }

  private static void carpet(Graphics2D g, int width, int height, Color base, Random random) {
    for (int i = 0; i < 9_000; i++) {
      g.setColor(
          Shade.mix(
              base, random.nextBoolean() ? Color.WHITE : Color.BLACK, 0.3 * random.nextDouble()));
      g.fillRect(random.nextInt(width), random.nextInt(height), 2, 2 + random.nextInt(3));
    }
  }
}
