package dev.weft.trainer.report.picture;

import dev.weft.trainer.report.Report;
import java.util.List;
import java.util.function.Predicate;

/**
 * A picture of a part of a report.
 *
 * @param file its file name
 * @param needed whether the report has data for it
 * @param drawing draws it
 */
public record ReportPicture(String file, Predicate<Report> needed, Drawing drawing) {

  // Lambdas rather than method references: no AWT class may be loaded before a picture is drawn.
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

  /** Draws a picture. */
  @FunctionalInterface
  public interface Drawing {
    /**
     * Draws the sheet. On a machine that cannot draw, AWT fails in various ways, including {@link
     * Error}s.
     */
    Sheet draw(Report report);
  }

  /** Returns all pictures of a report. */
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
