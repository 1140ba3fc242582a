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
public record ReportPicture(String file, Predicate<Report> needed, Drawing drawing) {

  // Lambdas rather than method references: no class of AWT is to be touched before one is drawn.
  private static final List<ReportPicture> ALL =
      List.of(
          new ReportPicture(
              "curves.png", ReportPicture::hasEpochs, report -> CurvesPicture.draw(report)),
          new ReportPicture(
              "confusion.png", ReportPicture::hasJudged, report -> ConfusionPicture.draw(report)),
          new ReportPicture(
              "classes.png", ReportPicture::hasJudged, report -> ClassesPicture.draw(report)),
          new ReportPicture(
              "calibration.png",
              ReportPicture::hasJudged,
              report -> CalibrationPicture.draw(report)));

  /** Draws. */
  @FunctionalInterface
  public interface Drawing {
    /** Fails in whatever way AWT does on a machine that cannot draw, {@link Error}s included. */
    Sheet draw(Report report);
  }

  /** Those of a whole report. */
  public static List<ReportPicture> all() {
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
