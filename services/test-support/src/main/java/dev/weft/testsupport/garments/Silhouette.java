package dev.weft.testsupport.garments;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.List;

/**
 * The outline of a garment within 300x400 units, and its characteristic lines.
 *
 * @param outline the area filled by the cloth
 * @param seams drawn as lines, darker than the cloth
 * @param solids filled, darker than the cloth: openings, soles, buttons, bands
 */
record Silhouette(Shape outline, List<Shape> seams, List<Shape> solids) {

  static Silhouette of(String label) {
    return switch (label) {
      case "dress" -> Bodies.dress();
      case "hat" -> Pieces.hat();
      case "longsleeve" -> Tops.longsleeve();
      case "outwear" -> Tops.outwear();
      case "pants" -> Bodies.pants();
      case "shirt" -> Tops.shirt();
      case "shoes" -> Pieces.shoes();
      case "shorts" -> Bodies.shorts();
      case "skirt" -> Bodies.skirt();
      case "t-shirt" -> Tops.tShirt();
      default ->
          throw new IllegalArgumentException(
              "there is no garment \"" + label + "\"; there are " + Garments.LABELS);
    };
  }

  void drawDetails(Graphics2D canvas, Color cloth) {
    boolean dark = Shade.luminance(cloth) < 60;
    Color line = Shade.mix(cloth, dark ? Color.WHITE : Color.BLACK, dark ? 0.35 : 0.5);
    canvas.setColor(line);
    solids.forEach(canvas::fill);
    canvas.setStroke(new BasicStroke(1.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    seams.forEach(canvas::draw);
    canvas.draw(outline);
  }

  /**
   * Creates a closed shape from points: {@code {x, y}} is a line to a point, {@code {cx, cy, x, y}}
   * a curve.
   */
  static Path2D path(double[]... steps) {
    Path2D path = line(steps);
    path.closePath();
    return path;
  }

  /** Creates an open shape. */
  static Path2D line(double[]... steps) {
    Path2D path = new Path2D.Double();
    path.moveTo(steps[0][0], steps[0][1]);
    for (int i = 1; i < steps.length; i++) {
      double[] s = steps[i];
      if (s.length == 2) {
        path.lineTo(s[0], s[1]);
      } else {
        path.quadTo(s[0], s[1], s[2], s[3]);
      }
    }
    return path;
  }

  /** Returns the union of a shape and its mirror image. */
  static Area mirrored(Shape half) {
    Area whole = new Area(half);
    whole.add(new Area(mirror(half)));
    return whole;
  }

  static Shape mirror(Shape shape) {
    var flip = new java.awt.geom.AffineTransform(-1, 0, 0, 1, 300, 0);
    return flip.createTransformedShape(shape);
  }

  static Shape button(double x, double y) {
    return new Ellipse2D.Double(x - 3.2, y - 3.2, 6.4, 6.4);
  }

  static double[] p(double... step) {
    return step;
  }
}
