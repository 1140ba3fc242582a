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

/** Garments for the lower or the whole body. Points are of the left half; the middle is x = 150. */
final class Bodies {
  private Bodies() {}

  static Silhouette dress() {
    Shape half =
        path(
            p(151, 84),
            p(128, 78, 122, 28),
            p(104, 26),
            p(106, 80, 84, 104),
            p(104, 140, 106, 178),
            p(78, 270, 46, 368),
            p(96, 388, 151, 386));
    Shape waist = line(p(106, 178), p(128, 186, 151, 186));
    Shape fold = line(p(124, 190), p(112, 280, 96, 378));
    Shape inner = line(p(140, 192), p(138, 280, 134, 380));
    return new Silhouette(
        mirrored(half),
        List.of(waist, mirror(waist), fold, mirror(fold), inner, mirror(inner)),
        List.of());
  }

  static Silhouette skirt() {
    Shape half = path(p(151, 92), p(92, 90), p(90, 112), p(66, 210, 40, 318), p(92, 340, 151, 338));
    Shape pleat = line(p(118, 116), p(104, 220, 86, 328));
    Shape inner = line(p(138, 116), p(134, 220, 128, 334));
    return new Silhouette(
        mirrored(half),
        List.of(pleat, mirror(pleat), inner, mirror(inner)),
        List.of(new Rectangle2D.Double(91, 90, 118, 15)));
  }

  static Silhouette pants() {
    Shape half =
        path(
            p(151, 24),
            p(96, 24),
            p(78, 120, 74, 200),
            p(70, 300, 72, 390),
            p(124, 392),
            p(132, 250, 148, 132),
            p(151, 132));
    return legs(half, 24, 124);
  }

  static Silhouette shorts() {
    Shape half =
        path(
            p(151, 100),
            p(86, 100),
            p(66, 180, 52, 288),
            p(96, 300, 138, 296),
            p(142, 240, 148, 206),
            p(151, 206));
    return legs(half, 100, 200);
  }

  private static Silhouette legs(Shape half, double waist, double crotch) {
    Shape pocket = line(p(96, waist + 18), p(100, waist + 46, 84, waist + 54));
    Shape band = line(p(90, waist + 16), p(210, waist + 16));
    Shape fly = line(p(150, waist), p(150, crotch));
    Shape flap = line(p(162, waist + 17), p(164, waist + 52, 150, waist + 62));
    Shape loop = new Rectangle2D.Double(112, waist - 2, 6, 20);
    return new Silhouette(
        mirrored(half),
        List.of(pocket, mirror(pocket), band, fly, flap),
        List.of(loop, mirror(loop), button(155, waist + 8)));
  }
}
