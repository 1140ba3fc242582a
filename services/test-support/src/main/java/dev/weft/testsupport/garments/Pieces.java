package dev.weft.testsupport.garments;

import static dev.weft.testsupport.garments.Silhouette.line;
import static dev.weft.testsupport.garments.Silhouette.mirror;
import static dev.weft.testsupport.garments.Silhouette.mirrored;
import static dev.weft.testsupport.garments.Silhouette.p;
import static dev.weft.testsupport.garments.Silhouette.path;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.util.List;

/** Garments for head and feet. */
final class Pieces {
  private Pieces() {}

  static Silhouette hat() {
    Area outline =
        mirrored(
            path(
                p(151, 112), p(138, 104, 112, 112), p(88, 120, 82, 226), p(150, 258), p(151, 112)));
    outline.add(new Area(new Ellipse2D.Double(10, 202, 280, 74)));
    Shape band = path(p(85, 196), p(150, 224, 215, 196), p(218, 226), p(150, 256, 82, 226));
    Shape dent = line(p(118, 126), p(150, 144, 182, 126));
    return new Silhouette(outline, List.of(dent), List.of(band));
  }

  static Silhouette shoes() {
    Shape upper =
        path(
            p(40, 150),
            p(58, 138),
            p(72, 160, 104, 152),
            p(112, 138),
            p(140, 186, 196, 196),
            p(238, 204, 238, 232),
            p(36, 232),
            p(32, 190, 40, 150));
    Shape sole =
        path(p(34, 230), p(240, 230), p(244, 248, 232, 248), p(42, 248), p(32, 246, 34, 230));
    Shape toe = line(p(196, 197), p(182, 214, 190, 230));
    Shape heel = line(p(72, 160), p(76, 200, 70, 230));
    Area pair = new Area();
    var solids = new java.util.ArrayList<Shape>();
    var seams = new java.util.ArrayList<Shape>();
    for (double[] place : new double[][] {{14, -52, 0}, {14, 74, 1}}) {
      AffineTransform move = AffineTransform.getTranslateInstance(place[0], place[1]);
      Area shoe = new Area(upper);
      shoe.add(new Area(sole));
      add(pair, seams, solids, place[2] > 0, move, shoe, sole, List.of(toe, heel, laces()));
    }
    return new Silhouette(pair, seams, solids);
  }

  private static void add(
      Area pair,
      List<Shape> seams,
      List<Shape> solids,
      boolean other,
      AffineTransform move,
      Shape shoe,
      Shape sole,
      List<Shape> lines) {
    pair.add(new Area(placed(shoe, move, other)));
    solids.add(placed(sole, move, other));
    lines.forEach(line -> seams.add(placed(line, move, other)));
  }

  private static Shape placed(Shape shape, AffineTransform move, boolean other) {
    Shape moved = move.createTransformedShape(shape);
    return other ? mirror(moved) : moved;
  }

  private static Shape laces() {
    var laces = new java.awt.geom.Path2D.Double();
    for (int i = 0; i < 4; i++) {
      double x = 118 + 15 * i;
      double y = 152 + 12 * i;
      laces.append(line(p(x, y), p(x - 14, y + 22)), false);
      laces.append(line(p(x + 6, y + 4), p(x - 20, y + 14)), false);
    }
    return laces;
  }
}
