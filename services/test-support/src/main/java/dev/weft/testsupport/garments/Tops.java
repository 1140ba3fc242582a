package dev.weft.testsupport.garments;

import static dev.weft.testsupport.garments.Silhouette.button;
import static dev.weft.testsupport.garments.Silhouette.line;
import static dev.weft.testsupport.garments.Silhouette.mirror;
import static dev.weft.testsupport.garments.Silhouette.mirrored;
import static dev.weft.testsupport.garments.Silhouette.p;
import static dev.weft.testsupport.garments.Silhouette.path;

import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** Garments for the upper body. Points are of the left half; the middle is x = 150. */
final class Tops {
  private Tops() {}

  static Silhouette tShirt() {
    Shape half =
        path(
            p(151, 78),
            p(128, 74, 116, 56),
            p(84, 62, 66, 78),
            p(46, 104, 26, 150),
            p(66, 172),
            p(74, 160, 84, 142),
            p(90, 230, 84, 340),
            p(118, 348, 151, 347));
    Shape sleeve = line(p(84, 142), p(92, 108, 84, 72));
    Shape neck = line(p(110, 60), p(126, 86, 151, 87));
    return new Silhouette(
        mirrored(half), List.of(sleeve, mirror(sleeve), neck, mirror(neck)), List.of());
  }

  static Silhouette longsleeve() {
    Shape half = sleeved();
    Shape sleeve = line(p(86, 140), p(94, 106, 86, 72));
    Shape cuff = line(p(23, 322), p(53, 330));
    Shape neck = line(p(112, 60), p(128, 84, 151, 85));
    return new Silhouette(
        mirrored(half),
        List.of(sleeve, mirror(sleeve), cuff, mirror(cuff), neck, mirror(neck)),
        List.of());
  }

  static Silhouette shirt() {
    Shape half =
        path(
            p(151, 72),
            p(118, 54),
            p(90, 60, 72, 74),
            p(42, 170, 22, 338),
            p(52, 345),
            p(70, 240, 86, 150),
            p(90, 240, 84, 334),
            p(112, 360, 151, 346));
    Shape collar = path(p(150, 84), p(117, 54), p(124, 44), p(150, 52));
    Shape collarLine = path(p(150, 84), p(128, 104), p(112, 62), p(120, 50));
    Shape cuff = line(p(25, 312), p(57, 320));
    Shape pocket = path(p(168, 140), p(204, 140), p(204, 172), p(186, 184, 168, 172));
    return new Silhouette(
        mirrored(half),
        List.of(
            collarLine,
            mirror(collarLine),
            cuff,
            mirror(cuff),
            pocket,
            line(p(144, 86), p(144, 348)),
            line(p(157, 86), p(157, 348))),
        List.of(
            collar,
            mirror(collar),
            button(150, 122),
            button(150, 168),
            button(150, 214),
            button(150, 260),
            button(150, 306)));
  }

  static Silhouette outwear() {
    Shape half =
        path(
            p(151, 64),
            p(116, 46),
            p(80, 54, 62, 76),
            p(30, 180, 12, 340),
            p(56, 350),
            p(72, 250, 82, 160),
            p(82, 280, 74, 372),
            p(112, 380, 151, 376));
    Shape lapel = path(p(150, 196), p(104, 120), p(116, 112), p(104, 98), p(116, 46), p(132, 100));
    Shape pocket = path(p(94, 268), p(134, 262), p(135, 274), p(95, 281));
    Shape cuff = line(p(15, 314), p(61, 324));
    Shape opening = path(p(116, 46), p(150, 70, 184, 46), p(168, 100), p(150, 196), p(132, 100));
    Shape belt = new Rectangle2D.Double(79, 224, 142, 13);
    return new Silhouette(
        mirrored(half),
        List.of(
            lapel,
            mirror(lapel),
            pocket,
            mirror(pocket),
            cuff,
            mirror(cuff),
            line(p(150, 196), p(150, 376))),
        List.of(
            belt, opening, button(163, 206), button(163, 258), button(163, 304), button(163, 346)));
  }

  private static Shape sleeved() {
    return path(
        p(151, 76),
        p(130, 72, 118, 55),
        p(90, 60, 72, 74),
        p(42, 170, 20, 342),
        p(50, 349),
        p(68, 240, 86, 150),
        p(90, 240, 85, 342),
        p(118, 350, 151, 349));
  }
}
