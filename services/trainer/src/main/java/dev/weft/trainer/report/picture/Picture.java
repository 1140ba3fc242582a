package dev.weft.trainer.report.picture;

import dev.weft.trainer.report.Report;
import java.util.List;
import java.util.function.Predicate;

/**
 * A file that shows a part of a report.
 *
 * @param file its name
 * @param needed whether the report has anything that it could show
 * @param drawing what draws it
 */
public record Picture(String file, Predicate<Report> needed, Drawing drawing) {

  // Lambdas rather than method references: no class of AWT is to be touched before one is drawn.
  private static final List<Picture> ALL =
      List.of(
          new Picture("curves.png", Picture::hasEpochs, report -> CurvesPicture.draw(report)),
          new Picture("confusion.png", Picture::hasJudged, report -> ConfusionPicture.draw(report)),
          new Picture("classes.png", Picture::hasJudged, report -> ClassesPicture.draw(report)),
          new Picture(
              "calibration.png", Picture::hasJudged, report -> CalibrationPicture.draw(report)));

  /** Draws. */
  @FunctionalInterface
  public interface Drawing {
    /** Fails in whatever way AWT does on a machine that cannot draw, {@link Error}s included. */
    Sheet draw(Report report);
  }

  /** Those of a whole report. */
  public static List<Picture> all() {
    return ALL;
  }

  private static boolean hasEpochs(Report report) {
    return !report.curves().freeze().epochs().isEmpty()
        || !report.curves().fineTune().epochs().isEmpty();
  }

  private static boolean hasJudged(Report report) {
    return !report.evaluations().isEmpty();
  }
}
